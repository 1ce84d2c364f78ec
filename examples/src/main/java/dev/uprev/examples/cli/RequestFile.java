package dev.uprev.examples.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade as a person writes it, in YAML. Names are written with dashes; what is left out has the library's default.
 * See {@code examples/request.yaml}.
 */
record RequestFile(
        @JsonProperty(required = true) String engine,
        @JsonProperty(required = true) String method,
        @JsonProperty(required = true) Server source,
        @JsonProperty(required = true) Target target,
        @Nullable Services services,
        @Nullable Path archive,
        @Nullable Path journal,
        @Nullable String verification,
        @Nullable String rules,
        @Nullable Transfer transfer,
        @Nullable Local local,
        @Nullable Map<String, String> options) {

    /** A server that is running. */
    record Server(
            @JsonProperty(required = true) String address,
            @Nullable String user,
            @Nullable String password,
            @Nullable Tls tls,
            @Nullable Map<String, String> options) {}

    record Tls(
            @JsonProperty(required = true) String mode,
            @Nullable Path certificateAuthority,
            @Nullable Path clientCertificate,
            @Nullable Path clientKey,
            @Nullable String clientKeyPassword) {}

    /** A running server, one to be created (name and version), or the source itself (version alone). */
    record Target(
            @Nullable String address,
            @Nullable String user,
            @Nullable String password,
            @Nullable Tls tls,
            @Nullable String create,
            @Nullable String version,
            @Nullable Map<String, String> settings,
            @Nullable Map<String, String> options) {}

    record Services(
            @JsonProperty(required = true) List<String> names,
            @JsonProperty(required = true) List<String> status,
            @JsonProperty(required = true) List<String> scale,
            @JsonProperty(required = true) List<String> repoint,
            @Nullable Boolean quiesce,
            @Nullable String deadline) {}

    record Transfer(
            @Nullable Integer jobs,
            @Nullable Integer compressionLevel,
            @Nullable Integer frameBytes,
            @Nullable Boolean overlap,
            @Nullable Boolean sync) {}

    /** Servers on this machine: where new ones are put, and where installed programs are found. */
    record Local(
            @JsonProperty(required = true) Path folder,
            @Nullable List<Path> programs) {}

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * Reads a file.
     *
     * @throws UpgradeException {@code request-unreadable}; the message says where in the file, and never shows its
     *     values
     */
    static RequestFile read(Path file) {
        try {
            return YAML.readValue(Files.readString(file), RequestFile.class);
        } catch (JsonProcessingException e) {
            throw UpgradeException.failed("request-unreadable", "this is not a request")
                    .seen(file + " line "
                            + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()))
                    .why(e.getOriginalMessage().lines().findFirst().orElse("it cannot be read as YAML"))
                    .fix("write it like examples/request.yaml");
        } catch (IOException e) {
            throw UpgradeException.failed("request-unreadable", "cannot read the request")
                    .seen(file)
                    .why(String.valueOf(e))
                    .fix("give the path of a YAML file");
        }
    }
}
