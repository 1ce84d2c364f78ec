package dev.uprev.elasticsearch;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ItemReader;
import dev.uprev.error.UpgradeException;
import dev.uprev.plan.StepContext;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Loads items of the archive into their indices. What is there already in the same version is written again, and a
 * newer version stays. Thread-safe.
 */
final class BulkLoad {
    private static final int BODY_BYTES = 2 << 20;

    /** Of what the server takes: room for what is not body. */
    private static final double USABLE = 0.9;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int NAMED = 5;

    private final StepContext context;
    private final ArchiveReader archive;
    private final Cluster target;
    private final long largestRequest;

    BulkLoad(StepContext context, ArchiveReader archive, Cluster target, TargetNodes nodes) {
        this.context = context;
        this.archive = archive;
        this.target = target;
        this.largestRequest = nodes.largestRequest();
    }

    /**
     * Loads an item.
     *
     * @throws UpgradeException {@code documents-rejected} with the target's own words, when it does not take some;
     *     {@code document-too-large}
     */
    void load(ArchiveEntry entry, TargetIndices.Destination to, Patience patience) throws Exception {
        List<String> rejected = new ArrayList<>();
        int most = (int) Math.min(BODY_BYTES, USABLE * largestRequest);
        try (ItemReader item = archive.read(entry)) {
            BulkBody body = new BulkBody(item, most);
            while (body.next()) {
                context.cancellation().check();
                Optional<BulkBody.Large> large = body.large();
                if (large.isPresent()) {
                    put(entry, large.get(), to, patience).ifPresent(rejected::add);
                    context.progress().advance(to.index(), 1);
                } else {
                    BitSet all = new BitSet();
                    all.set(0, body.count());
                    send(body, all, to, patience, rejected);
                    context.progress().advance(to.index(), body.count());
                }
            }
        }
        if (!rejected.isEmpty()) {
            throw UpgradeException.failed(
                            "documents-rejected", "the target does not take all documents of " + entry.name())
                    .seen(rejected.size() + " documents, the first of them: "
                            + String.join("; ", rejected.subList(0, Math.min(NAMED, rejected.size()))))
                    .why("these are its own words; often the mapping of the source has changed since they were written")
                    .fix("mend or delete these documents on the source, and begin again");
        }
    }

    /** Sends documents until the target has taken each of them or said why not. */
    private void send(
            BulkBody body, BitSet documents, TargetIndices.Destination to, Patience patience, List<String> rejected)
            throws Exception {
        BitSet left = documents;
        Duration pause = FIRST_PAUSE;
        while (!left.isEmpty()) {
            BulkAnswer answer;
            try {
                BitSet sent = left;
                answer = patience.call(() -> bulk(body, sent, to));
            } catch (UpgradeException e) {
                if (!e.code().equals("request-too-large") || left.cardinality() == 1) {
                    throw e;
                }
                halve(body, left, to, patience, rejected);
                return;
            }
            int[] numbers = left.stream().toArray();
            answer.rejected()
                    .forEach((number, error) ->
                            rejected.add("_id " + body.document(numbers[number]).id() + ": " + error));
            BitSet again = new BitSet();
            answer.refused().stream().forEach(number -> again.set(numbers[number]));
            left = again;
            if (!left.isEmpty()) {
                context.pause(pause);
                pause = Patience.longer(pause);
            }
        }
    }

    private void halve(
            BulkBody body, BitSet documents, TargetIndices.Destination to, Patience patience, List<String> rejected)
            throws Exception {
        int[] numbers = documents.stream().toArray();
        BitSet first = new BitSet();
        BitSet second = new BitSet();
        for (int i = 0; i < numbers.length; i++) {
            (i < numbers.length / 2 ? first : second).set(numbers[i]);
        }
        send(body, first, to, patience, rejected);
        send(body, second, to, patience, rejected);
    }

    private BulkAnswer bulk(BulkBody body, BitSet documents, TargetIndices.Destination to) {
        String path = path(to, "_bulk") + "?" + parameters() + BulkAnswer.FIELDS;
        Call call;
        if (to.edit().isPresent()) {
            byte[] edited = edited(body, documents, to.edit().get());
            call = Call.lines(path, edited, edited.length);
        } else if (documents.cardinality() == body.count()) {
            call = Call.lines(path, body.bytes(), body.end(body.count() - 1));
        } else {
            byte[] some = body.some(documents);
            call = Call.lines(path, some, some.length);
        }
        return target.read(call, answer -> BulkAnswer.read(answer, documents.cardinality()));
    }

    private static byte[] edited(BulkBody body, BitSet documents, SourceEdit edit) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        documents.stream().forEach(number -> {
            Document document = body.document(number);
            int source = body.source(number);
            byte[] head = SourceEdits.head(edit, document, body.bytes(), source, body.end(number));
            lines.writeBytes(SourceEdits.edited(document).action());
            lines.writeBytes(head);
            lines.write(body.bytes(), source + 1, body.end(number) - source - 1);
        });
        return lines.toByteArray();
    }

    /** Sends a document that goes alone, from the archive; what the target has against it. */
    private Optional<String> put(
            ArchiveEntry entry, BulkBody.Large large, TargetIndices.Destination to, Patience patience)
            throws Exception {
        if (large.length() > largestRequest) {
            throw UpgradeException.failed(
                            "document-too-large", "the target does not take a document of " + entry.name())
                    .seen("_id " + large.document().id() + ", " + large.length() + " bytes")
                    .why("http.max_content_length of a node of it is " + largestRequest)
                    .fix("raise it in the elasticsearch.yml of the nodes of the target, then resume");
        }
        StreamedDocument source = new StreamedDocument(archive, entry, large, to.edit());
        Document document = to.edit().isPresent() ? SourceEdits.edited(large.document()) : large.document();
        StringBuilder path = new StringBuilder(
                        target.product().isTypeless()
                                ? Paths.of(to.index(), DocumentSet.ONLY_TYPE, document.id())
                                : Paths.of(to.index(), to.type(), document.id()))
                .append('?')
                .append(parameters());
        document.routing()
                .ifPresent(routing ->
                        path.append("routing=").append(Paths.encoded(routing)).append('&'));
        if (document.version() != Document.NO_VERSION) {
            path.append("version=").append(document.version()).append("&version_type=external_gte&");
        }
        Call call = new Call("PUT", path.append("filter_path=result").toString(), Optional.of(source));
        Answer answer = patience.call(() -> accepted(call));
        return answer.isSuccess() || answer.status() == 409
                ? Optional.empty()
                : Optional.of("_id " + document.id() + ": " + answer.error());
    }

    /** What passes is thrown, so that it is tried again; what the target has against the document is given back. */
    private Answer accepted(Call call) {
        Answer answer = target.ask(call);
        if (answer.status() == 429 || answer.status() >= 500 || answer.status() == 413) {
            throw ElasticsearchErrors.refused(target.side(), call, answer);
        }
        return answer;
    }

    private String path(TargetIndices.Destination to, String last) {
        return target.product().isTypeless() ? Paths.of(to.index(), last) : Paths.of(to.index(), to.type(), last);
    }

    /** A pipeline would alter once more what it has altered when the source was written. */
    private String parameters() {
        return target.product().hasSince(6, 5) ? "pipeline=_none&" : "";
    }
}
