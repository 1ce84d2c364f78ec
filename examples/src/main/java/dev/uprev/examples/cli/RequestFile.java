package dev.uprev.examples.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.VerificationLevel;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An upgrade as a person writes it, in YAML. Names are written with dashes; what is left out has the library's default.
 * See {@code examples/request.yaml}.
 */
record RequestFile(
        @JsonProperty(required = true) DatabaseEngine engine,
        @JsonProperty(required = true) UpgradeMethod method,

        @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
        Server source,

        @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
        Target target,

        @Nullable Services services,
        @Nullable Path archive,
        @Nullable Path journal,
        @Nullable VerificationLevel verification,
        @Nullable RuleSet rules,
        @Nullable Transfer transfer,
        @Nullable Local local,
        @Nullable Map<String, String> options) {

    /** A server that is running. */
    record Server(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            String address,

            @Nullable String user,
            @Nullable SecretRef password,
            @Nullable Tls tls,
            @Nullable Map<String, String> options) {}

    record Tls(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            TlsSettings.Mode mode,

            @Nullable Path certificateAuthority,
            @Nullable Path clientCertificate,
            @Nullable Path clientKey,
            @Nullable SecretRef clientKeyPassword) {}

    /**
     * A running server, one to be created (name and version), or the source itself (version, and the name that the
     * instance controller has for it).
     */
    record Target(
            @Nullable String address,
            @Nullable String user,
            @Nullable SecretRef password,
            @Nullable Tls tls,
            @Nullable String create,
            @Nullable String server,
            @Nullable Version version,
            @Nullable Map<String, String> settings,
            @Nullable Map<String, String> options) {}

    record Services(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            List<String> names,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            List<String> status,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            List<String> scale,

            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            List<String> repoint,

            @Nullable Boolean quiesce,
            @Nullable Duration deadline) {}

    record Transfer(
            @Nullable Integer jobs,
            @Nullable Integer compressionLevel,
            @Nullable Integer frameBytes,
            @Nullable Boolean overlap,
            @Nullable Boolean sync) {}

    /** Servers on this machine: where new ones are put, where programs are found, and what starts them for root. */
    record Local(
            @JsonProperty(required = true) @JsonSetter(nulls = Nulls.FAIL)
            Path folder,

            @Nullable List<Path> programs,
            @Nullable List<String> launcher) {}

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(RequestWords.module())
            .build();

    /**
     * Reads a file.
     *
     * @throws UpgradeException {@code request-unreadable}; the message says where in the file, and never shows its
     *     values
     */
    static RequestFile read(Path file) {
        String text = text(file);
        try {
            return YAML.readValue(text, RequestFile.class);
        } catch (JsonProcessingException e) {
            throw RequestErrors.unreadable(file, text, e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw UpgradeException.failed("request-unreadable", "cannot read the request")
                    .seen(file)
                    .why(String.valueOf(e))
                    .fix("give the path of a YAML file");
        }
    }
}
