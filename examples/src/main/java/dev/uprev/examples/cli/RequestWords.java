package dev.uprev.examples.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.TlsSettings;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.VerificationLevel;
import dev.uprev.model.Version;
import dev.uprev.secret.SecretRef;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The words of a request file: how they become values, and what is expected where one cannot be read. */
final class RequestWords {
    private RequestWords() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule();
        word(module, DatabaseEngine.class, Versions::engine, "one of " + engines());
        word(module, UpgradeMethod.class, Versions::method, oneOf(UpgradeMethod.values()));
        word(module, Version.class, Version::parse, "a version, as 17 or 7.0.15");
        word(module, SecretRef.class, SecretRef::parse, "a reference to a secret, env:NAME or file:PATH,");
        word(module, Duration.class, Duration::parse, "a time, as PT90S or PT5M,");
        constants(module, TlsSettings.Mode.class);
        constants(module, VerificationLevel.class);
        constants(module, RuleSet.class);
        return module;
    }

    private static <E extends Enum<E>> void constants(SimpleModule module, Class<E> type) {
        word(
                module,
                type,
                text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_')),
                oneOf(type.getEnumConstants()));
    }

    private static String oneOf(Enum<?>[] constants) {
        List<String> words = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return "one of " + String.join(", ", words);
    }

    private static String engines() {
        return String.join(
                ", ", DatabaseEngine.BUILT_IN.stream().map(DatabaseEngine::id).toList());
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<String, T> parse, String expected) {
        module.addDeserializer(type, new JsonDeserializer<>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                try {
                    return parse.apply(parser.getValueAsString(""));
                } catch (IllegalArgumentException | DateTimeException | UpgradeException e) {
                    throw new UnexpectedWordException(parser, expected);
                }
            }
        });
    }

    /** Another word was expected. The message does not show what was there: it may be a secret in the wrong place. */
    static final class UnexpectedWordException extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        private UnexpectedWordException(JsonParser parser, String expected) {
            super(parser, expected + " is expected", parser.currentTokenLocation());
        }
    }
}
