package dev.uprev.redis;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The settings of a running server, as CONFIG tells them. */
final class Settings {
    private final RespConnection server;

    Settings(RespConnection server) {
        this.server = server;
    }

    /** The value; empty where the server does not know the setting, or does not tell. */
    Optional<String> get(String name) throws IOException {
        List<Reply> reply = server.call("CONFIG", "GET", name).list();
        return reply.size() == 2 ? Optional.of(reply.get(1).toString()) : Optional.empty();
    }

    /** The value, or an empty text. */
    String text(String name) throws IOException {
        return get(name).orElse("");
    }

    /**
     * Changes a setting until the server is started again.
     *
     * @throws dev.uprev.error.UpgradeException as {@link RedisErrors#refused}
     */
    void set(String name, String value) throws IOException {
        RedisErrors.require("CONFIG", server.call("CONFIG", "SET", name, value));
    }
}
