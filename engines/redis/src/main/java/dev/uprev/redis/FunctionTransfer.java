package dev.uprev.redis;

import dev.uprev.archive.ArchiveEntry;
import dev.uprev.archive.ArchiveReader;
import dev.uprev.archive.ArchiveWriter;
import dev.uprev.json.Json;
import dev.uprev.plan.Difference;
import dev.uprev.plan.StepContext;
import dev.uprev.transfer.Differences;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries libraries of functions: each server of a cluster has to be given all of them. */
final class FunctionTransfer {
    /** Kind of the item of the archive. */
    static final String KIND = "functions";

    private FunctionTransfer() {}

    static void dump(ArchiveWriter archive, List<FunctionLibrary> libraries) {
        byte[] content = Json.write(libraries).getBytes(StandardCharsets.UTF_8);
        WholeItem.write(archive, KIND, content, libraries.size());
    }

    static List<FunctionLibrary> read(ArchiveReader archive, ArchiveEntry entry) {
        String content = new String(WholeItem.read(archive, entry), StandardCharsets.UTF_8);
        return List.of(Json.read(content, FunctionLibrary[].class));
    }

    static void restore(StepContext context, ServerSet servers, List<FunctionLibrary> libraries) throws IOException {
        Created created = new Created(context, KIND);
        servers.each(server -> {
            List<String> there = FunctionLibrary.of(server).stream()
                    .map(FunctionLibrary::name)
                    .toList();
            for (FunctionLibrary library : libraries) {
                if (!there.contains(library.name())) {
                    created.add(library.name());
                }
                RedisErrors.require("FUNCTION", server.call("FUNCTION", "LOAD", "REPLACE", library.code()));
            }
        });
    }

    static void undo(StepContext context, ServerSet servers) throws IOException {
        Created created = new Created(context, KIND);
        List<String> names = created.names();
        if (names.isEmpty()) {
            return;
        }
        servers.each(server -> {
            for (FunctionLibrary library : FunctionLibrary.of(server)) {
                if (names.contains(library.name())) {
                    RedisErrors.require("FUNCTION", server.call("FUNCTION", "DELETE", library.name()));
                }
            }
        });
        created.clear();
    }

    static void compare(ServerSet servers, List<FunctionLibrary> libraries, Differences differences)
            throws IOException {
        servers.each(server -> {
            Map<String, FunctionLibrary> there = ByName.of(FunctionLibrary.of(server), FunctionLibrary::name);
            for (FunctionLibrary library : libraries) {
                Optional<FunctionLibrary> found = Optional.ofNullable(there.get(library.name()));
                if (!found.equals(Optional.of(library))) {
                    differences.add(new Difference(
                            "function library " + library.name(),
                            found.isPresent() && found.get().engine().equalsIgnoreCase(library.engine())
                                    ? "code"
                                    : "library",
                            library.toString(),
                            found.map(FunctionLibrary::toString).orElse("missing")));
                }
            }
        });
    }
}
