package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Cancellation;
import dev.uprev.plan.StepContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;

/** Asks again, after longer and longer pauses, where a node is started anew or has too much to do. Thread-safe. */
final class Patience {
    private static final Set<String> PASSING =
            Set.of("server-lost", "server-overloaded", "cluster-not-ready", "search-incomplete", "search-context-lost");

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** With the pauses, more than two minutes: a node needs less for a start. */
    private static final int ATTEMPTS = 32;

    private final StepContext context;
    private final Cancellation stopping;

    /** @param stopping asked for when others have failed, so that there is no use in asking again */
    Patience(StepContext context, Cancellation stopping) {
        this.context = context;
        this.stopping = stopping;
    }

    /** Does it until it succeeds. It must be safe to do again. */
    <T> T call(Callable<T> work) throws Exception {
        Duration pause = FIRST;
        for (int attempt = 1; true; attempt++) {
            stopping.check();
            try {
                return work.call();
            } catch (UpgradeException e) {
                if (!PASSING.contains(e.code()) || attempt == ATTEMPTS || stopping.isCancelled()) {
                    throw e;
                }
            }
            context.pause(pause);
            pause = longer(pause);
        }
    }

    static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }
}
