package dev.uprev.control;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.secret.SecretRef;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The settings that are the controller's own, apart from those of the server. */
record ServerSettings(
        String host,
        Optional<Integer> port,
        Optional<String> user,
        Optional<SecretRef> password,
        SortedMap<String, String> server) {
    private static final String LOCAL = "127.0.0.1";

    static ServerSettings of(SortedMap<String, String> settings) {
        SortedMap<String, String> rest = new TreeMap<>(settings);
        String host = Optional.ofNullable(rest.remove("host")).orElse(LOCAL);
        Optional<Integer> port = Optional.ofNullable(rest.remove("port")).map(ServerSettings::port);
        Optional<String> user = Optional.ofNullable(rest.remove("user"));
        Optional<SecretRef> password =
                Optional.ofNullable(rest.remove("password")).map(SecretRef::parse);
        return new ServerSettings(host, port, user, password, rest);
    }

    private static int port(String text) {
        if (text.matches("\\d{1,5}")) {
            return new HostPort(LOCAL, Integer.parseInt(text)).port();
        }
        throw UpgradeException.failed("invalid-setting", "cannot use the setting \"port\" of the new server")
                .seen(text)
                .why("a port is a number from 1 to 65535")
                .fix("give such a number, or leave it out for any free port");
    }
}
