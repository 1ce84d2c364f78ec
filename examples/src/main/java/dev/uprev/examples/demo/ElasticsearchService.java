package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.ElasticsearchTalk;
import java.io.IOException;
import java.util.Locale;
import java.util.Properties;

/** A service of the shop on Elasticsearch. */
abstract class ElasticsearchService extends ShopService<ElasticsearchService.Connection> {
    private static final long DOCUMENTS_OF_A_PROCESS = 1_000_000;

    private long next = (1 + ProcessHandle.current().pid()) * DOCUMENTS_OF_A_PROCESS;

    /** Nothing is kept open that would have to be closed. */
    record Connection(ElasticsearchTalk talk) implements AutoCloseable {
        @Override
        public void close() {}
    }

    @Override
    final Connection connect(Properties configuration) {
        return new Connection(ElasticsearchTalk.connect(Integer.parseInt(configuration.getProperty("port"))));
    }

    @Override
    final long write(Connection database) throws IOException {
        long id = next++;
        database.talk().require("PUT", "/" + kind() + "/_doc/" + id + "?op_type=create", document(id));
        return id;
    }

    /** The JSON of a new document. */
    abstract String document(long id);

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
