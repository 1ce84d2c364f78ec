package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.net.NetworkErrors;
import dev.uprev.plan.StepContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sentinels that watch over a primary and its replicas: they decide who takes over, and tell the applications.
 *
 * @param addresses where they listen
 * @param name what they call the primary
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Sentinel</a>
 */
record Sentinels(List<HostPort> addresses, String name) {
    /** The option of a request for an upgrade in place: addresses of Sentinels, joined by commas. */
    static final String OPTION = "sentinels";

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Those of a request; absent where it names none. */
    static Optional<Sentinels> of(UpgradeRequest request) {
        return request.option(OPTION)
                .flatMap(addresses -> request.option(Topology.SENTINEL_NAME)
                        .map(name -> new Sentinels(
                                Stream.of(addresses.split(",", -1))
                                        .map(each -> HostPort.parse(each.strip()))
                                        .toList(),
                                name)));
    }

    /** Who they say is the primary. */
    HostPort primary(StepContext run) {
        return ask(run, (connections, sentinel) -> Sentinel.primary(connections, sentinel, name));
    }

    /**
     * Has a replica take over, of their choosing.
     *
     * @return the address of the new primary
     * @throws UpgradeException {@code failover-refused}, {@code failover-stuck}
     */
    HostPort failOver(StepContext run, HostPort from) throws InterruptedException {
        if (InPlaceTopologyChecks.isSame(primary(run), from)) {
            Reply reply = ask(run, (connections, sentinel) -> sentinel.call("SENTINEL", "FAILOVER", name));
            if (reply instanceof Reply.Failure failure && !failure.code().equals("INPROG")) {
                throw UpgradeException.failed("failover-refused", "the Sentinels let no replica take over")
                        .seen(failure.message())
                        .why("they know of no replica of \"" + name + "\" that could, or do so already")
                        .fix("see SENTINEL REPLICAS " + name + ", then resume");
            }
        }
        Instant end = run.clock().instant().plus(PATIENCE);
        while (true) {
            HostPort now = primary(run);
            if (!InPlaceTopologyChecks.isSame(now, from)
                    && !isChanging(run)
                    && !new ServerWatch(run, now).info().isReplica()) {
                return now;
            }
            if (run.clock().instant().isAfter(end)) {
                throw UpgradeException.failed("failover-stuck", "no replica has taken over")
                        .seen(now)
                        .why("the Sentinels were asked " + PATIENCE.toSeconds() + " seconds ago")
                        .fix("see their logs, then resume");
            }
            run.pause(LOOK_EVERY);
        }
    }

    /** They name the new primary before they have told the replicas of it, and watch over it only after that. */
    private boolean isChanging(StepContext run) {
        return ask(run, (connections, sentinel) -> Sentinel.state(sentinel, name))
                .getOrDefault("flags", "")
                .contains("failover_in_progress");
    }

    /** Something asked of a Sentinel. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connections connections, RespConnection sentinel) throws IOException;
    }

    private <T> T ask(StepContext run, Question<T> question) {
        Instance sentinels = Instance.of(
                run.source().engine(),
                String.join(",", addresses.stream().map(HostPort::toString).toList()));
        Connections connections = new Connections(Side.SOURCE, sentinels, run.secrets());
        Optional<UpgradeException> first = Optional.empty();
        for (HostPort address : addresses) {
            try (RespConnection sentinel = connections.openSentinel(address)) {
                return question.ask(connections, sentinel);
            } catch (UpgradeException e) {
                first = first.isPresent() ? first : Optional.of(e);
            } catch (IOException e) {
                first = first.isPresent()
                        ? first
                        : Optional.of(NetworkErrors.lost("a Sentinel does not answer any more", sentinels, e));
            }
        }
        throw first.orElseThrow();
    }
}
