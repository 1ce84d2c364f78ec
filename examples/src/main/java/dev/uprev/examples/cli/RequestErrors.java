package dev.uprev.examples.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.uprev.error.UpgradeException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says where a request file cannot be read and what is expected there. Values of the file are never shown. */
final class RequestErrors {
    private static final Pattern MISSING =
            Pattern.compile("Missing required creator property '([^']+)'.*", Pattern.DOTALL);

    private RequestErrors() {}

    static UpgradeException unreadable(Path file, JsonProcessingException e) {
        String line = location(e).map(place -> " line " + place.getLineNr()).orElse("");
        String field = e instanceof JsonMappingException mapping ? field(mapping) : "";
        return UpgradeException.failed("request-unreadable", "this is not a request")
                .seen(file + line + (field.isEmpty() ? "" : " at " + field))
                .why(reason(e))
                .fix("write it like examples/request.yaml");
    }

    /** Where the word is that cannot be read; an unknown field is noticed only after it. */
    private static Optional<JsonLocation> location(JsonProcessingException e) {
        return e instanceof UnrecognizedPropertyException && e.getProcessor() instanceof JsonParser parser
                ? Optional.of(parser.currentTokenLocation())
                : Optional.ofNullable(e.getLocation());
    }

    /** As in {@code source.tls.mode}. */
    private static String field(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> Objects.requireNonNullElse(step.getFieldName(), Integer.toString(step.getIndex() + 1)))
                .collect(Collectors.joining("."));
    }

    private static String reason(JsonProcessingException e) {
        if (e instanceof RequestWords.UnexpectedWordException) {
            return e.getOriginalMessage();
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return "there is no such field; there are " + known(unknown);
        }
        if (e instanceof InvalidNullException) {
            return "it has no value";
        }
        Matcher missing = MISSING.matcher(e.getOriginalMessage());
        if (missing.matches()) {
            return missing.group(1) + " is missing";
        }
        if (e instanceof MismatchedInputException mismatch) {
            return kind(mismatch.getTargetType()) + " is expected";
        }
        return "it is not YAML from there on; often a quote, a colon or the right indentation is missing";
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> known = Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of());
        return known.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private static String kind(Class<?> type) {
        if (type == Integer.class) {
            return "a whole number";
        } else if (type == Boolean.class) {
            return "true or false";
        } else if (type == String.class || type == Path.class) {
            return "a text";
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a group of fields";
    }
}
