package dev.uprev.redis;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the Sentinels that a request names can have a replica take over.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Sentinel</a>
 */
final class SentinelChecks {
    /** A Sentinel sends a PING no more often, so that a server it has just got to know is silent for so long. */
    private static final long PING_MILLIS = 1_000;

    private final Sentinels sentinels;
    private final Connections connections;
    private final HostPort primary;
    private final List<Finding> findings = new ArrayList<>();

    SentinelChecks(Sentinels sentinels, Connections connections, HostPort primary) {
        this.sentinels = sentinels;
        this.connections = connections;
        this.primary = primary;
    }

    List<Finding> look() {
        int silent = 0;
        for (HostPort address : sentinels.addresses()) {
            try (RespConnection sentinel = connections.openSentinel(address)) {
                look(address, Sentinel.state(sentinel, sentinels.name()));
            } catch (UpgradeException | IOException e) {
                silent++;
                findings.add(Finding.warning(
                        "sentinel-silent",
                        "Sentinel " + address + ": " + e.getMessage(),
                        "it has no part in deciding who takes over",
                        "start it, or leave its address out of the option \"" + Sentinels.OPTION + "\""));
            }
        }
        if (silent == sentinels.addresses().size()) {
            block("no-sentinel", silent + " addresses", "nobody could have a replica take over", "start the Sentinels");
        }
        return List.copyOf(findings);
    }

    private void look(HostPort address, Map<String, String> state) {
        String seen = "Sentinel " + address + ", \"" + sentinels.name() + "\"";
        if (state.isEmpty()) {
            block(
                    "sentinel-knows-no-primary",
                    seen,
                    "it watches over no primary of that name, or is no Sentinel",
                    "give the option \"" + Topology.SENTINEL_NAME + "\" as in sentinel monitor NAME");
            return;
        }
        HostPort named = new HostPort(state.getOrDefault("ip", "?"), Integer.parseInt(state.getOrDefault("port", "0")));
        if (!InPlaceTopologyChecks.isSame(named, primary)) {
            block(
                    "sentinel-other-primary",
                    seen + ": the primary is " + named,
                    "the first server of the source is " + primary,
                    "give the addresses of the servers that these Sentinels watch over, the primary first");
        }
        String flags = state.getOrDefault("flags", "");
        if (!flags.equals("master")) {
            block(
                    "sentinel-sees-failure",
                    seen + ": flags " + flags,
                    "it takes the primary for failed, or is changing it",
                    "wait until SENTINEL MASTER " + sentinels.name() + " shows \"master\" alone");
        }
        long patience = Long.parseLong(state.getOrDefault("down-after-milliseconds", "30000"));
        if (patience <= PING_MILLIS) {
            findings.add(Finding.warning(
                    "sentinel-impatient",
                    seen + ": down-after-milliseconds " + patience,
                    "it sends a PING once a second at most, so that it may take the new primary for failed before it"
                            + " has asked it, and change the roles again",
                    "SENTINEL SET " + sentinels.name() + " down-after-milliseconds 5000"));
        }
    }

    private void block(String code, String seen, String why, String remedy) {
        findings.add(Finding.blocker(code, seen, why, remedy));
    }
}
