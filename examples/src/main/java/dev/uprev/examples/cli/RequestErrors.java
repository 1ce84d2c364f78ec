package dev.uprev.examples.cli;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says where a request file cannot be read and what is expected there. Values of the file are never shown. */
final class RequestErrors {
    private static final Pattern MISSING =
            Pattern.compile("Missing required creator property '([^']+)'.*", Pattern.DOTALL);

    private RequestErrors() {}

    /**
     * The error for a file that Jackson cannot read.
     *
     * @param text what is in the file
     */
    static UpgradeException unreadable(Path file, String text, JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping ? field(mapping) : "";
        return UpgradeException.failed("request-unreadable", "this is not a request")
                .seen(file + line(text, e) + (field.isEmpty() ? "" : " at " + field))
                .why(reason(e))
                .fix("write it like examples/request.yaml");
    }

    private static String line(String text, JsonProcessingException e) {
        if (e.getLocation() == null) {
            return "";
        }
        int line = e.getLocation().getLineNr();
        return " line " + (e instanceof UnrecognizedPropertyException unknown ? line(text, unknown, line) : line);
    }

    /** An unknown field is noticed after the end of its group only; it is in the nearest line before that has it. */
    private static int line(String text, UnrecognizedPropertyException unknown, int noticed) {
        Pattern field = Pattern.compile("\\b" + Pattern.quote(unknown.getPropertyName()) + "[\"']?\\s*:");
        List<String> lines = text.lines().limit(noticed).toList();
        for (int line = lines.size(); line > 0; line--) {
            if (field.matcher(lines.get(line - 1)).find()) {
                return line;
            }
        }
        return noticed;
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
