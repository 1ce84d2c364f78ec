package dev.uprev.examples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A way to carry all documents over. */
enum ElasticsearchContender implements Contender {
    UPREV("uprev", "dump to disk, restore from it while it is written") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return uprev(trial, "none");
        }
    },
    UPREV_VERIFIED("uprev-verified", "the same, and the content of both servers compared") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return uprev(trial, "content");
        }
    },
    REINDEX(
            "reindex",
            "POST _reindex of an index from remote, the target's own, one after the other; no dump; indices made before") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return reindex(trial, ElasticsearchData.INDICES.stream());
        }
    },
    REINDEX_BOTH("reindex-both", "the same, both indices at once") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return reindex(trial, ElasticsearchData.INDICES.parallelStream());
        }
    },
    REINDEX_ALONE("reindex-alone", "the same as it comes: the target makes the indices and guesses their mappings") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return reindex(trial, ElasticsearchData.INDICES.stream());
        }
    },
    ELASTICDUMP("elasticdump", "elasticdump --type=data, an index after the other; no dump; indices made before") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return elasticdump(trial, List.of());
        }
    },
    ELASTICDUMP_2K("elasticdump-2k", "the same with --limit=2000, where its own is 100") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return elasticdump(trial, List.of("--limit=2000"));
        }
    };

    private final String label;
    private final String work;

    ElasticsearchContender(String label, String work) {
        this.label = label;
        this.work = work;
    }

    abstract Measurement carryOver(ElasticsearchTrial trial) throws Exception;

    private static Measurement uprev(ElasticsearchTrial trial, String verification) throws Exception {
        List<String> command = UprevProcess.run(trial.place(), """
                engine: elasticsearch
                method: dump-and-restore
                source: {address: "%s"}
                target: {address: "%s"}
                verification: %s
                """.formatted(
                        trial.source().address(), trial.target().address(), verification));
        return MeasuredRun.ofCommands(List.of(command), trial.place());
    }

    private static Measurement reindex(ElasticsearchTrial trial, Stream<String> indices) throws Exception {
        return MeasuredRun.of(trial.place(), () -> {
            indices.forEach(index -> trial.target()
                    .ask("POST", "/_reindex", """
                            {"source": {"remote": {"host": "http://%s"}, "index": "%s", "size": 2000},
                             "dest": {"index": "%s"}}
                            """.formatted(trial.source().address(), index, index)));
            return 0;
        });
    }

    private static Measurement elasticdump(ElasticsearchTrial trial, List<String> options) throws Exception {
        List<List<String>> commands = new ArrayList<>();
        for (String index : ElasticsearchData.INDICES) {
            List<String> command = new ArrayList<>(List.of(
                    trial.elasticdump().orElseThrow().toString(),
                    "--input=http://" + trial.source().address() + "/" + index,
                    "--output=http://" + trial.target().address() + "/" + index,
                    "--type=data",
                    "--quiet"));
            command.addAll(options);
            commands.add(command);
        }
        return MeasuredRun.ofCommands(commands, trial.place());
    }

    boolean isReindex() {
        return this == REINDEX || this == REINDEX_BOTH || this == REINDEX_ALONE;
    }

    /** The others find indices on the target that have been made for them. */
    boolean startsFromNothing() {
        return isUprev() || this == REINDEX_ALONE;
    }

    boolean isElasticdump() {
        return this == ELASTICDUMP || this == ELASTICDUMP_2K;
    }

    @Override
    public boolean isUprev() {
        return this == UPREV || this == UPREV_VERIFIED;
    }

    @Override
    public String work() {
        return work;
    }

    @Override
    public String toString() {
        return label;
    }
}
