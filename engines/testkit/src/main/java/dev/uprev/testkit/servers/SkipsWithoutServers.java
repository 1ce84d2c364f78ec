package dev.uprev.testkit.servers;

import dev.uprev.error.UpgradeException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** What {@link RequiresServers} does. */
final class SkipsWithoutServers implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    /** As a system property or a JUnit configuration parameter. */
    static final String REQUIRED = "servers.required";

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        skipOrThrow(context, thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        skipOrThrow(context, thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        skipOrThrow(context, thrown);
    }

    private static void skipOrThrow(ExtensionContext context, Throwable thrown) throws Throwable {
        boolean required = context.getConfigurationParameter(REQUIRED)
                .filter(Boolean::parseBoolean)
                .isPresent();
        if (thrown instanceof UpgradeException e
                && (e.code().equals(Unavailable.JAVA_CODE)
                        || (!required && e.code().equals(Unavailable.CODE)))) {
            throw new TestAbortedException(e.getMessage(), e);
        }
        throw thrown;
    }
}
