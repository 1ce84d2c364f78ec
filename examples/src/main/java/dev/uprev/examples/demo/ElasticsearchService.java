package dev.uprev.examples.demo;

import dev.uprev.testkit.servers.ElasticsearchTalk;
import java.io.IOException;
import java.util.Locale;
import java.util.Properties;

/** A service of the shop on Elasticsearch. */
abstract class ElasticsearchService extends ShopService<ElasticsearchService.Connection> {
    private static final long DOCUMENTS_OF_A_PROCESS = 1_000_000;

    private long next = (1 + ProcessHandle.current().pid()) * DOCUMENTS_OF_A_PROCESS;

    /**
     * Nothing is kept open that would have to be closed.
     *
     * @param type what stands for the mapping type in the path of a document
     */
    record Connection(ElasticsearchTalk talk, String type) implements AutoCloseable {
        @Override
        public void close() {}
    }

    @Override
    final Connection connect(Properties configuration) throws IOException {
        ElasticsearchTalk talk = ElasticsearchTalk.connect(Integer.parseInt(configuration.getProperty("port")));
        return new Connection(talk, MappingType.inPath(talk));
    }

    @Override
    final long write(Connection database) throws IOException {
        long id = next++;
        String path = "/" + kind() + "/" + database.type() + "/" + id + "?op_type=create";
        database.talk().require("PUT", path, document(id));
        return id;
    }

    /** The JSON of a new document. */
    abstract String document(long id);

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
