package dev.uprev.examples.bench;

import java.util.ArrayList;
import java.util.List;

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
            "POST _reindex of each index from remote, the target's own, both at once; no dump; the indices were made before") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            return MeasuredRun.of(trial.place(), () -> {
                ElasticsearchData.INDICES.parallelStream()
                        .forEach(index -> trial.target().ask("POST", "/_reindex", """
                                    {"source": {"remote": {"host": "http://%s"}, "index": "%s", "size": 2000},
                                     "dest": {"index": "%s"}}
                                    """.formatted(
                                        trial.source().address(), index, index)));
                return 0;
            });
        }
    },
    ELASTICDUMP(
            "elasticdump",
            "elasticdump --type=data --limit=2000, an index after the other; no dump; the indices were made before") {
        @Override
        Measurement carryOver(ElasticsearchTrial trial) throws Exception {
            List<List<String>> commands = new ArrayList<>();
            for (String index : ElasticsearchData.INDICES) {
                commands.add(List.of(
                        trial.elasticdump().orElseThrow().toString(),
                        "--input=http://" + trial.source().address() + "/" + index,
                        "--output=http://" + trial.target().address() + "/" + index,
                        "--type=data",
                        "--limit=2000",
                        "--quiet"));
            }
            return MeasuredRun.ofCommands(commands, trial.place());
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
