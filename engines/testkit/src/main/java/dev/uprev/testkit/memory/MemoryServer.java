package dev.uprev.testkit.memory;

import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of the in-memory engine, at an address that only this process knows. It can be stopped and killed, keeps its
 * data through that, and is gone when it is closed. The methods that write are for tests, which come without logging
 * in. Thread-safe.
 */
public final class MemoryServer implements AutoCloseable {
    private static final Map<HostPort, MemoryServer> NETWORK = new ConcurrentHashMap<>();
    private static final AtomicInteger LAST_PORT = new AtomicInteger(1_000);

    private final HostPort address = new HostPort("memory", LAST_PORT.incrementAndGet());
    private final String identity = UUID.randomUUID().toString();
    private final MemoryStore store = new MemoryStore();
    private final Optional<Login> login;
    private Version version;
    private Version format;
    private int starts;
    private boolean up;

    /** Who may log in, with what password, and where users of the library find that. */
    record Login(String user, String password, SecretRef reference) {}

    private MemoryServer(Version version, Optional<Login> login) {
        this.version = version;
        this.format = MemoryEngine.MEMORY.lineOf(version);
        this.login = login;
    }

    /** Starts an empty server that lets everybody in. */
    public static MemoryServer start(String version) {
        return launched(new MemoryServer(Version.parse(version), Optional.empty()));
    }

    /**
     * Starts an empty server that asks for a password.
     *
     * @param reference where the library finds the password
     */
    public static MemoryServer start(String version, String user, String password, SecretRef reference) {
        return launched(new MemoryServer(Version.parse(version), Optional.of(new Login(user, password, reference))));
    }

    private static MemoryServer launched(MemoryServer server) {
        NETWORK.put(server.address, server);
        server.restart();
        return server;
    }

    /** The server at that address, whether it is up or not. */
    public static Optional<MemoryServer> at(HostPort address) {
        return Optional.ofNullable(NETWORK.get(address));
    }

    /** How the library is told of this server. */
    public Instance instance() {
        Instance open = Instance.of(MemoryEngine.MEMORY, address.toString());
        return login.map(who -> open.withUser(who.user()).withPassword(who.reference()))
                .orElse(open);
    }

    public synchronized Version version() {
        return version;
    }

    /** The release line that the data are written for; older programs cannot read those of newer ones. */
    synchronized Version format() {
        return format;
    }

    synchronized void format(Version line) {
        format = line;
    }

    String identity() {
        return identity;
    }

    Optional<Login> login() {
        return login;
    }

    MemoryStore store() {
        return store;
    }

    public synchronized boolean isUp() {
        return up;
    }

    /** Which start of the server this is; a session ends with the start in which it began. */
    synchronized int starts() {
        return starts;
    }

    /** Ends the server; sessions break. Its data stay. */
    public synchronized void kill() {
        up = false;
    }

    /** Starts the server again with its own version; does nothing while it is up. */
    public synchronized void restart() {
        if (!up) {
            up = true;
            starts++;
        }
    }

    /** Gives the server other programs; it is down. */
    synchronized void install(Version programs) {
        version = programs;
    }

    public void create(String collection) {
        store.write(Change.create(collection));
    }

    public void insert(String collection, String record) {
        store.write(Change.insert(collection, record));
    }

    public void delete(String collection, String record) {
        store.write(Change.delete(collection, record));
    }

    public void index(String collection, String field) {
        store.write(Change.index(collection, field));
    }

    public void drop(String collection) {
        store.write(Change.drop(collection));
    }

    /** Removes all data, and a fence. */
    public void clear() {
        store.fence(false);
        store.names().forEach(this::drop);
    }

    /** The positions of other servers that it keeps, and a fence. */
    public SortedSet<String> traces() {
        return store.traces();
    }

    public List<String> records(String collection) {
        return store.records(collection);
    }

    /** All that is there, by collection: the sorted records, and the indexes. */
    public SortedMap<String, String> contents() {
        SortedMap<String, String> contents = new TreeMap<>();
        for (String name : store.names()) {
            contents.put(name, store.records(name).stream().sorted().toList() + " " + store.indexes(name));
        }
        return contents;
    }

    /** Ends the server for good. */
    @Override
    public void close() {
        kill();
        NETWORK.remove(address);
    }

    @Override
    public String toString() {
        return "Memory " + version() + " at " + address;
    }
}
