package dev.uprev.examples.cli;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.Version;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What engines, versions and methods look like on the command line and in request files. */
final class Versions {
    private Versions() {}

    /** {@code in-place}, {@code IN_PLACE} and {@code inplace} are all the same. */
    static UpgradeMethod method(String text) {
        String wanted = text.toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "");
        for (UpgradeMethod method : UpgradeMethod.values()) {
            if (method.name().replace("_", "").equals(wanted)) {
                return method;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is not a method: dump-and-restore, replication or in-place is expected");
    }

    /** One of the engines that the rules speak about. */
    static DatabaseEngine engine(String text) {
        DatabaseEngine engine = DatabaseEngine.named(text);
        if (!DatabaseEngine.BUILT_IN.contains(engine)) {
            throw new IllegalArgumentException("\"" + text + "\" is not an engine: one of "
                    + DatabaseEngine.BUILT_IN.stream().map(DatabaseEngine::id).toList() + " is expected");
        }
        return engine;
    }

    static final class OfMethod implements ITypeConverter<UpgradeMethod> {
        @Override
        public UpgradeMethod convert(String text) {
            return converted(() -> method(text));
        }
    }

    static final class OfEngine implements ITypeConverter<DatabaseEngine> {
        @Override
        public DatabaseEngine convert(String text) {
            return converted(() -> engine(text));
        }
    }

    static final class OfVersion implements ITypeConverter<Version> {
        @Override
        public Version convert(String text) {
            return converted(() -> Version.parse(text));
        }
    }

    private static <T> T converted(Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
