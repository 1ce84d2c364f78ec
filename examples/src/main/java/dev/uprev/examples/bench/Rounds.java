package dev.uprev.examples.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Contenders in turn, in every round in another order.
 *
 * @param contenders in the order of the first round
 */
record Rounds<C extends Contender>(List<C> contenders, int runs, PrintWriter out) {

    /** One contender, once. */
    interface Attempt<C> {
        Measurement measure(C contender) throws Exception;
    }

    /** Runs all rounds, and tells each result at once. */
    Results<C> run(Attempt<C> attempt) throws Exception {
        Results<C> results = new Results<>();
        for (int round = 1; round <= runs; round++) {
            for (C contender : order(round)) {
                Measurement measurement = attempt.measure(contender);
                results.add(contender, measurement);
                out.printf(Locale.ROOT, "round %d: %-15s %6.2f s%n", round, contender, measurement.seconds());
                out.flush();
            }
        }
        return results;
    }

    private List<C> order(int round) {
        List<C> order = new ArrayList<>(contenders);
        Collections.rotate(order, round - 1);
        return order;
    }
}
