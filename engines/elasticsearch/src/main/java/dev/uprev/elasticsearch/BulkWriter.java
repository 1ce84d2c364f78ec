package dev.uprev.elasticsearch;

import dev.uprev.archive.ItemWriter;
import dev.uprev.archive.LedgerCategory;
import dev.uprev.digest.ContentDigest;
import dev.uprev.error.UpgradeException;

/** Writes documents into an item of the archive as lines of a bulk request. For one thread. */
final class BulkWriter implements SearchAnswer.Documents {
    /** Has no source, or not all of it, as the mapping of its index says. */
    static final String NO_SOURCE = "have no _source, which their index does not keep";

    private static final byte[] LINE_END = {'\n'};

    private final ItemWriter item;
    private final DocumentHash hash = new DocumentHash();
    private final ContentDigest digest = new ContentDigest();
    private final long largest;
    private String id = "";
    private long length;
    private long sourceless;

    /** @param largest bytes of a document that the target takes */
    BulkWriter(ItemWriter item, long largest) {
        this.item = item;
        this.largest = largest;
    }

    @Override
    public void begin(Document document) {
        id = document.id();
        length = 0;
        byte[] action = document.action();
        item.write(action, 0, action.length);
        hash.begin(document);
    }

    @Override
    public void take(byte[] bytes, int offset, int count) {
        length += count;
        if (length > largest) {
            throw UpgradeException.failed("document-too-large", "the target does not take a document")
                    .seen("_id " + id + " of " + item.key().name() + ", more than " + largest + " bytes")
                    .why("http.max_content_length of a node of it is " + largest)
                    .fix("raise it in the elasticsearch.yml of the nodes of the target, then resume");
        }
        item.write(bytes, offset, count);
        hash.add(bytes, offset, count);
    }

    @Override
    public void end() {
        item.write(LINE_END, 0, LINE_END.length);
        digest.add(hash.value());
    }

    @Override
    public void sourceless(Document document) {
        sourceless++;
    }

    /** Of the documents so far. */
    ContentDigest digest() {
        return digest;
    }

    /** Documents that were read, whether or not they have a source. */
    long read() {
        return digest.count() + sourceless;
    }

    /** Notes what was read and is not there. */
    void close() {
        if (sourceless > 0) {
            item.ledger(LedgerCategory.SKIPPED, sourceless, NO_SOURCE);
        }
    }
}
