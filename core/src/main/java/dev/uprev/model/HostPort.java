package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.uprev.error.UpgradeException;

/** A host name or address and a port; IPv6 addresses are written in brackets. */
public record HostPort(String host, int port) {
    public HostPort {
        if (host.isBlank() || host.contains("@") || host.contains("/") || port < 1 || port > 65535) {
            // The text is not shown: a misplaced password may be in it.
            throw UpgradeException.failed("invalid-address", "cannot use this as the address of a server")
                    .why("an address is HOST:PORT, with a port from 1 to 65535 and no user name or password")
                    .fix("write the address as in db1.example.org:5432, and give user and password on their own");
        }
    }

    /**
     * Reads {@code HOST:PORT}.
     *
     * @throws UpgradeException {@code invalid-address}
     */
    @JsonCreator
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("\\d{1,5}")) {
            return new HostPort("", 0);
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    @JsonValue
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
