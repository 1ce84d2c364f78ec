package dev.uprev.testkit.contract;

import dev.uprev.model.Instance;
import dev.uprev.model.Version;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A running server, and what is done to it behind the engine's back: not by the engine's code. */
public interface ServerUnderTest extends AutoCloseable {
    /** How the engine is told of it, with a user and a reference to the password. */
    Instance instance();

    /**
     * Fills it with data in which as many of the engine's features occur as possible, a hundred records or more in
     * several objects, among them equal records that nothing keeps from being there twice.
     */
    void fill();

    /** Makes it as empty as a new one. */
    void clear();

    /**
     * All that it holds, by object. The same data give the same texts, whatever the version of the server; other data
     * give others. Texts may be digests.
     */
    SortedMap<String, String> contents();

    /** The version that answers, as asked of the server itself. For engines with upgrades in place only. */
    default Version version() {
        throw new UnsupportedOperationException("an engine with upgrades in place needs this");
    }

    /**
     * Adds a record to a server that was filled, or to a copy of it, as an application would: as a user without special
     * rights, whom a fence holds back. For engines with replication or upgrades in place only.
     *
     * @throws RuntimeException when the server does not take it
     */
    default void write(String record) {
        throw new UnsupportedOperationException("an engine with replication or upgrades in place needs this");
    }

    /** What an upgrade works with and must not leave behind, such as slots, by name. */
    default SortedSet<String> traces() {
        return new TreeSet<>();
    }

    /** What can be done to a copy of the data so that it is no copy any more; a lost record is the first. */
    List<Damage> damages();

    /** Ends it at once, as a power cut would. */
    void kill();

    /** Starts it again, at the same address, with the data that it has. */
    void restart();

    @Override
    void close();
}
