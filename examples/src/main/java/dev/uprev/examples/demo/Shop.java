package dev.uprev.examples.demo;

import dev.uprev.model.Instance;
import java.util.List;

/** A small shop on one kind of database: its data, the services that write to it, and how one looks at it. */
interface Shop {
    /** Fills an empty server with about this number of records. */
    void fill(Instance server, int records) throws Exception;

    /** In the order in which they are stopped. */
    List<ShopProgram> programs();

    /** A question and what the server answers, as the database's own client would show both. */
    String shown(String prompt, Instance server, Look look) throws Exception;

    /**
     * How many of these writes a server has.
     *
     * @param kind what was written, as in {@link Ledger.Entry#kind()}
     */
    long found(String kind, List<Long> ids, Instance server) throws Exception;
}
