package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.uprev.Uprev;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeScope;
import dev.uprev.model.VerificationLevel;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** The password of both servers is a canary, which must be found nowhere. */
public abstract class SecretsContract extends ServersContract {
    @Test
    void aWholeUpgradeShowsNoPassword() {
        try (Leaks leaks = new Leaks(PASSWORD)) {
            Uprev uprev = uprev().listener(leaks).tools(leaks.tools()).build();
            UpgradePlan plan = executable(uprev.plan(request().build()));
            UpgradeReport report = uprev.execute(plan);

            assertCompleted(report);
            leaks.look("plan for people", plan.explain());
            leaks.look("plan for programs", plan.toJson());
            leaks.look("report for people", report.summary());
            leaks.look("report for programs", report.toJson());
            leaks.lookIntoFiles(folder);
            leaks.lookIntoArchive(folder.resolve("archive"));
            assertThat(leaks.found()).isEmpty();
        }
    }

    @Test
    void aFailingUpgradeShowsNoPassword() {
        try (Leaks leaks = new Leaks(PASSWORD)) {
            Uprev uprev = halting().listener(leaks).tools(leaks.tools()).build();
            UpgradePlan plan = executable(uprev.plan(request().build()));
            target.kill();
            UpgradeReport report;
            try {
                report = uprev.execute(plan);
            } finally {
                target.restart();
            }

            assertThat(report.isCompleted()).isFalse();
            leaks.look("report for people", report.summary());
            leaks.look("report for programs", report.toJson());
            leaks.lookIntoFiles(folder);
            assertThat(leaks.found()).isEmpty();
        }
    }

    /** Asked directly: nothing covers up for the engine. */
    @Test
    void aRefusedLoginShowsNoPassword() throws IOException {
        String wrong = "canary-wrong-44d1";
        Path file = Files.writeString(folder.resolve("wrong"), wrong);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Instance locked = source.instance().withPassword(SecretRef.file(file.toString()));
        try (Leaks leaks = new Leaks(wrong)) {
            Throwable direct = catchThrowable(() ->
                    engine.provider().inspector().inspect(locked, request().build(), bareAccess()));
            Throwable planned = catchThrowable(() ->
                    uprev().build().plan(request(locked, target.instance()).build()));

            assertThat(direct).isNotNull();
            assertThat(planned).isNotNull();
            leaks.look("error of the inspector", direct);
            leaks.look("error of plan", planned);
            assertThat(leaks.found()).isEmpty();
        }
    }

    @Test
    void aDumpAloneShowsNoPassword() {
        try (Leaks leaks = new Leaks(PASSWORD)) {
            Uprev uprev = uprev().listener(leaks).tools(leaks.tools()).build();

            assertCompleted(carryOut(uprev, request().scope(UpgradeScope.DUMP).verification(VerificationLevel.NONE)));
            leaks.lookIntoFiles(folder);
            leaks.lookIntoArchive(folder.resolve("archive"));
            assertThat(leaks.found()).isEmpty();
        }
    }
}
