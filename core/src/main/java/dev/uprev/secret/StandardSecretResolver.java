package dev.uprev.secret;

import dev.uprev.error.UpgradeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code env:} and {@code file:}. */
final class StandardSecretResolver implements SecretResolver {
    private static final Logger LOG = LoggerFactory.getLogger(SecretResolver.class);
    private static final int LARGEST_FILE = 64 * 1024;
    private static final Set<PosixFilePermission> TOO_OPEN =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final UnaryOperator<@Nullable String> environment;

    StandardSecretResolver(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public Secret resolve(SecretRef reference) {
        return switch (reference.scheme()) {
            case "env" -> fromEnvironment(reference);
            case "file" -> fromFile(reference);
            default -> throw SecretResolver.unknownScheme(reference);
        };
    }

    private Secret fromEnvironment(SecretRef reference) {
        String value = environment.apply(reference.name());
        if (value == null) {
            throw unresolved("secret-not-found", reference)
                    .why("the environment of this process has no variable of that name")
                    .fix("set " + reference.name() + " for the process that runs the upgrade");
        }
        if (value.isEmpty()) {
            throw unresolved("secret-empty", reference)
                    .why("the variable is empty")
                    .fix("give " + reference.name() + " its value");
        }
        return Secret.of(value);
    }

    private static Secret fromFile(SecretRef reference) {
        byte[] bytes = read(reference);
        CharBuffer characters = CharBuffer.allocate(0);
        try {
            characters = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int length = lengthWithoutLineBreak(characters);
            if (length == 0) {
                throw unresolved("secret-empty", reference)
                        .why("the file is empty")
                        .fix("write the value into the file");
            }
            return Secret.of(characters.subSequence(0, length));
        } catch (CharacterCodingException e) {
            throw unreadable(reference, "the file is not UTF-8 text").fix("save the file as UTF-8");
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(characters.array(), '\0');
        }
    }

    private static byte[] read(SecretRef reference) {
        try {
            Path file = Path.of(reference.name());
            warnIfOpenToOthers(reference, file);
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
                if (bytes.length > LARGEST_FILE) {
                    throw unreadable(reference, "the file is larger than " + LARGEST_FILE + " bytes")
                            .fix("name the file that holds nothing but the value");
                }
                return bytes;
            }
        } catch (NoSuchFileException e) {
            throw unresolved("secret-not-found", reference)
                    .why("there is no such file")
                    .cause(e)
                    .fix("create the file, readable by the user that runs the upgrade only");
        } catch (IOException | InvalidPathException e) {
            throw unreadable(reference, "the file cannot be read (" + e + ")")
                    .cause(e)
                    .fix("name a file that the user who runs the upgrade may read");
        }
    }

    private static void warnIfOpenToOthers(SecretRef reference, Path file) throws IOException {
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
            if (TOO_OPEN.contains(permission)) {
                LOG.warn("{} may be read by other users of this machine: chmod 600 it", reference);
                return;
            }
        }
    }

    private static int lengthWithoutLineBreak(CharBuffer text) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
            if (length > 0 && text.charAt(length - 1) == '\r') {
                length--;
            }
        }
        return length;
    }

    private static UpgradeException.Builder unreadable(SecretRef reference, String why) {
        return unresolved("secret-unreadable", reference).why(why);
    }

    private static UpgradeException.Builder unresolved(String code, SecretRef reference) {
        return UpgradeException.failed(code, "cannot resolve the reference \"" + reference + "\"");
    }
}
