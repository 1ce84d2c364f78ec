package dev.uprev.redis;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a Sentinel.
 *
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/">Redis Sentinel</a>
 */
final class Sentinel {
    private Sentinel() {}

    /**
     * Where the primary of this name is now.
     *
     * @throws UpgradeException {@code sentinel-knows-no-primary}
     */
    static HostPort primary(Connections connections, RespConnection sentinel, String name) throws IOException {
        Reply reply = sentinel.call("SENTINEL", "get-master-addr-by-name", name);
        List<Reply> address = reply.list();
        if (address.size() != 2) {
            throw UpgradeException.failed("sentinel-knows-no-primary", "cannot tell where the data are")
                    .seen(name)
                    .why(
                            reply instanceof Reply.Failure failure
                                    ? connections.instance() + " is no Sentinel, or refuses: " + failure.message()
                                    : connections.instance() + " watches over no primary of that name")
                    .fix("give the option \"" + Topology.SENTINEL_NAME + "\" as in sentinel monitor NAME, and the"
                            + " addresses of Sentinels");
        }
        return new HostPort(
                address.get(0).toString(), Integer.parseInt(address.get(1).toString()));
    }

    /** What it knows of the primary of this name, by SENTINEL MASTER; empty where it knows none. */
    static Map<String, String> state(RespConnection sentinel, String name) throws IOException {
        List<Reply> words = sentinel.call("SENTINEL", "MASTER", name).list();
        Map<String, String> state = new HashMap<>();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            state.put(words.get(i).toString(), words.get(i + 1).toString());
        }
        return state;
    }
}
