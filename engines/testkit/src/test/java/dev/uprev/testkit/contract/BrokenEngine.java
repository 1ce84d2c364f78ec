package dev.uprev.testkit.contract;

import dev.uprev.compat.Finding;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Hop;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepAction;
import dev.uprev.secret.Secret;
import dev.uprev.spi.DumpSupport;
import dev.uprev.spi.EngineProvider;
import dev.uprev.spi.InPlaceSupport;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceController;
import dev.uprev.spi.InstanceInspector;
import dev.uprev.spi.ReplicationSupport;
import dev.uprev.spi.RestoreSupport;
import dev.uprev.spi.VerificationSupport;
import dev.uprev.testkit.memory.MemoryEngine;
import dev.uprev.testkit.memory.MemoryServer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The in-memory engine with one mistake that engines could really have. */
enum BrokenEngine {
    LEAKS_A_SECRET {
        @Override
        InstanceInspector inspector(InstanceInspector sound) {
            return (instance, request, access) -> {
                try {
                    return sound.inspect(instance, request, access);
                } catch (UpgradeException e) {
                    throw UpgradeException.failed(e.code(), "cannot log in with " + password(instance, access))
                            .fix("use another password");
                }
            };
        }
    },
    WRITES_WHEN_IT_SAYS_THAT_IT_READS {
        @Override
        Optional<VerificationSupport> verification(VerificationSupport sound) {
            return Optional.of(context -> each(sound.steps(context), action -> run -> {
                MemoryServer target = server(run.target());
                target.create("uprev_work");
                try {
                    action.run(run);
                } finally {
                    target.drop("uprev_work");
                    target.insert("words", "compared");
                }
            }));
        }
    },
    LOSES_A_RECORD {
        @Override
        Optional<DumpSupport> dump(DumpSupport sound) {
            return Optional.of(context -> each(sound.steps(context), action -> run -> {
                MemoryServer source = server(run.source());
                boolean there = source.contents().getOrDefault("words", "").contains("word 3");
                if (there) {
                    source.delete("words", "word 3");
                }
                action.run(run);
                if (there) {
                    source.insert("words", "word 3");
                }
            }));
        }
    },
    RESTORES_TWICE {
        @Override
        Optional<RestoreSupport> restore(RestoreSupport sound) {
            return Optional.of(new Restore(
                    sound,
                    steps -> each(steps, action -> run -> {
                        boolean again = run.recall("begun").isPresent();
                        run.remember("begun", "yes");
                        action.run(run);
                        MemoryServer target = server(run.target());
                        if (again && target.contents().containsKey("words")) {
                            target.insert("words", "word 3");
                        }
                    })));
        }
    },
    LEAVES_DATA_BEHIND {
        @Override
        Optional<RestoreSupport> restore(RestoreSupport sound) {
            return Optional.of(new Restore(
                    sound,
                    steps -> steps.stream()
                            .map(step -> copy(step)
                                    .undo(run -> server(run.target()).drop("words"))
                                    .action(step.action()))
                            .toList()));
        }
    },
    FORGETS_TO_RESTORE {
        @Override
        Optional<RestoreSupport> restore(RestoreSupport sound) {
            return Optional.empty();
        }
    },
    MAKES_ANOTHER_PLAN_EACH_TIME {
        @Override
        Optional<DumpSupport> dump(DumpSupport sound) {
            return Optional.of(context -> sound.steps(context).stream()
                    .map(step -> copy("dump-" + System.nanoTime(), step).action(step.action()))
                    .toList());
        }
    },
    TRUSTS_THE_ARCHIVE {
        @Override
        Optional<RestoreSupport> restore(RestoreSupport sound) {
            return Optional.of(new Restore(
                    sound,
                    steps -> steps.stream()
                            .filter(step -> !step.id().equals("check-archive"))
                            .toList()));
        }
    },
    COMPARES_NUMBERS_ONLY {
        @Override
        Optional<VerificationSupport> verification(VerificationSupport sound) {
            return Optional.of(context ->
                    sound
                            .steps(new PlanContext(
                                    context.request(), context.path(), context.source(), context.target()))
                            .stream()
                            .map(step -> copy(step).action(run -> {
                                try {
                                    step.action().run(run);
                                } catch (UpgradeException e) {
                                    if (!String.valueOf(e.getMessage()).contains(": content ")) {
                                        throw e;
                                    }
                                }
                            }))
                            .toList());
        }
    },
    LEAVES_TRACES {
        @Override
        Optional<ReplicationSupport> replication(ReplicationSupport sound) {
            return Optional.of(new Replication(sound, Phase.CLEANUP, run -> {}));
        }
    },
    FORGETS_TO_FENCE {
        @Override
        Optional<ReplicationSupport> replication(ReplicationSupport sound) {
            return Optional.of(new Replication(sound, Phase.QUIESCE, run -> {}));
        }
    },
    LOSES_A_RECORD_IN_PLACE {
        @Override
        Optional<InPlaceSupport> inPlace(InPlaceSupport sound) {
            return Optional.of(new InPlace(
                    sound,
                    Phase.START,
                    step -> copy(step).action(run -> {
                        step.action().run(run);
                        server(run.source()).delete("words", "word 3");
                    })));
        }
    },
    STAYS_AT_THE_NEW_VERSION {
        @Override
        Optional<InPlaceSupport> inPlace(InPlaceSupport sound) {
            return Optional.of(new InPlace(
                    sound, Phase.STOP, step -> copy(step).undo(run -> {}).action(step.action())));
        }
    },
    MIXES_WITH_WHAT_IS_THERE {
        @Override
        Optional<RestoreSupport> restore(RestoreSupport sound) {
            return Optional.of(new RestoreSupport() {
                @Override
                public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
                    return List.of();
                }

                @Override
                public List<Step> steps(PlanContext context) {
                    return sound.steps(context);
                }
            });
        }
    };

    InstanceInspector inspector(InstanceInspector sound) {
        return sound;
    }

    Optional<DumpSupport> dump(DumpSupport sound) {
        return Optional.of(sound);
    }

    Optional<RestoreSupport> restore(RestoreSupport sound) {
        return Optional.of(sound);
    }

    Optional<VerificationSupport> verification(VerificationSupport sound) {
        return Optional.of(sound);
    }

    Optional<ReplicationSupport> replication(ReplicationSupport sound) {
        return Optional.of(sound);
    }

    Optional<InPlaceSupport> inPlace(InPlaceSupport sound) {
        return Optional.of(sound);
    }

    EngineProvider provider() {
        return new Provider(this, new MemoryEngine());
    }

    private static List<Step> each(List<Step> steps, UnaryOperator<StepAction> change) {
        return steps.stream()
                .map(step -> copy(step).action(change.apply(step.action())))
                .toList();
    }

    private static Step.Builder copy(Step step) {
        return copy(step.id(), step);
    }

    private static Step.Builder copy(String id, Step step) {
        Step.Builder copy = Step.builder(id, step.phase(), step.title())
                .effect(step.effect())
                .preview(step.preview().toArray(new String[0]))
                .probe(step.probe())
                .overlapsPrevious(step.overlapsPrevious());
        step.undo().ifPresent(copy::undo);
        return copy;
    }

    private static MemoryServer server(Instance instance) {
        return MemoryServer.at(instance.address()).orElseThrow();
    }

    private static String password(Instance instance, InspectionContext access) {
        try (Secret secret = access.secrets().resolve(instance.password().orElseThrow())) {
            return secret.reveal();
        }
    }

    /** A restore with other steps. */
    private record Restore(RestoreSupport sound, Function<List<Step>, List<Step>> change) implements RestoreSupport {
        @Override
        public List<Finding> preflight(PlanContext context, InspectionContext access) {
            return sound.preflight(context, access);
        }

        @Override
        public List<Finding> checkTarget(PlanContext context, Instance target, InspectionContext access) {
            return sound.checkTarget(context, target, access);
        }

        @Override
        public List<Step> steps(PlanContext context) {
            return change.apply(sound.steps(context));
        }
    }

    /** A replication whose steps of one phase do something else. */
    private record Replication(ReplicationSupport sound, Phase phase, StepAction mistake)
            implements ReplicationSupport {
        @Override
        public List<Finding> preflight(PlanContext context, InspectionContext access) {
            return sound.preflight(context, access);
        }

        @Override
        public List<Step> steps(PlanContext context) {
            return change(sound.steps(context));
        }

        @Override
        public List<Step> rollback(PlanContext context) {
            return change(sound.rollback(context));
        }

        private List<Step> change(List<Step> steps) {
            return steps.stream()
                    .map(step -> step.phase() == phase ? copy(step).action(mistake) : step)
                    .toList();
        }
    }

    /** An upgrade in place whose hops have other steps of one phase. */
    private record InPlace(InPlaceSupport sound, Phase phase, UnaryOperator<Step> mistake) implements InPlaceSupport {
        @Override
        public List<Step> backup(PlanContext context, InstanceController servers) {
            return sound.backup(context, servers);
        }

        @Override
        public List<Step> hop(PlanContext context, Hop hop, InstanceController servers) {
            return sound.hop(context, hop, servers).stream()
                    .map(step -> step.phase() == phase ? mistake.apply(step) : step)
                    .toList();
        }

        @Override
        public List<Step> finish(PlanContext context, InstanceController servers) {
            return sound.finish(context, servers);
        }
    }

    private record Provider(BrokenEngine mistake, MemoryEngine sound) implements EngineProvider {
        @Override
        public DatabaseEngine engine() {
            return sound.engine();
        }

        @Override
        public InstanceInspector inspector() {
            return mistake.inspector(sound.inspector());
        }

        @Override
        public Optional<DumpSupport> dump() {
            return mistake.dump(sound.dump().orElseThrow());
        }

        @Override
        public Optional<RestoreSupport> restore() {
            return mistake.restore(sound.restore().orElseThrow());
        }

        @Override
        public Optional<ReplicationSupport> replication() {
            return mistake.replication(sound.replication().orElseThrow());
        }

        @Override
        public Optional<InPlaceSupport> inPlace() {
            return mistake.inPlace(sound.inPlace().orElseThrow());
        }

        @Override
        public Optional<VerificationSupport> verification() {
            return mistake.verification(sound.verification().orElseThrow());
        }
    }
}
