package dev.uprev.model;

import dev.uprev.error.UpgradeException;
import dev.uprev.secret.SecretRef;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A database server, or a set of servers that act as one, and how to log in to it. Holds no secret, only a reference.
 *
 * @param engine the product
 * @param addresses where it listens; several for a replica set or a cluster, never none
 * @param user the user to log in as
 * @param password where the user's password is to be found
 * @param tls how connections are protected
 * @param options what only this engine knows, such as {@code authSource} for MongoDB
 */
public record Instance(
        DatabaseEngine engine,
        List<HostPort> addresses,
        Optional<String> user,
        Optional<SecretRef> password,
        TlsSettings tls,
        SortedMap<String, String> options) {

    public Instance {
        addresses = List.copyOf(addresses);
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        if (addresses.isEmpty()) {
            throw UpgradeException.failed("invalid-address", "an instance of " + engine + " has no address")
                    .fix("give at least one HOST:PORT");
        }
    }

    /**
     * An instance at {@code HOST:PORT}, several of them joined by commas, or a URI without credentials such as
     * {@code postgresql://db1:5432}. No user, no TLS.
     *
     * @throws UpgradeException {@code credentials-in-address} for a URI with user information in it, else
     *     {@code invalid-address}
     */
    public static Instance of(DatabaseEngine engine, String address) {
        String text = address;
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            text = text.substring(scheme + 3).replaceFirst("[/?].*$", "");
        }
        if (text.contains("@")) {
            throw UpgradeException.failed(
                            "credentials-in-address",
                            "the address of the " + engine + " server has a user or password in it")
                    .why("addresses are written to plans, journals and logs")
                    .fix("give HOST:PORT alone; name the user apart, and the password as env:NAME or file:PATH");
        }
        List<HostPort> addresses =
                List.of(text.split(",")).stream().map(HostPort::parse).toList();
        return new Instance(
                engine, addresses, Optional.empty(), Optional.empty(), TlsSettings.DISABLED, new TreeMap<>());
    }

    public Instance withAddresses(List<HostPort> others) {
        return new Instance(engine, others, user, password, tls, options);
    }

    public Instance withUser(String name) {
        return new Instance(engine, addresses, Optional.of(name), password, tls, options);
    }

    public Instance withPassword(SecretRef reference) {
        return new Instance(engine, addresses, user, Optional.of(reference), tls, options);
    }

    public Instance withTls(TlsSettings settings) {
        return new Instance(engine, addresses, user, password, settings, options);
    }

    public Instance withOption(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(options);
        more.put(name, value);
        return new Instance(engine, addresses, user, password, tls, more);
    }

    public Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The first address. */
    public HostPort address() {
        return addresses.get(0);
    }

    /** Engine and addresses, for messages. */
    @Override
    public String toString() {
        return engine + " at "
                + String.join(",", addresses.stream().map(HostPort::toString).toList());
    }
}
