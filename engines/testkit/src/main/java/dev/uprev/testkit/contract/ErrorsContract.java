package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.Uprev;
import dev.uprev.compat.Finding;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.plan.UpgradePlan;
import dev.uprev.run.Outcome;
import dev.uprev.run.UpgradeReport;
import dev.uprev.secret.SecretRef;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** What goes wrong most often ends in the error that was promised, before anything is changed. */
public abstract class ErrorsContract extends ServersContract {
    private void assertRefused(String code, Instance from, Instance to) {
        refusal(code, () -> uprev().build().plan(request(from, to).build()));
        assertSourceUntouched();
        assertTargetEmpty();
    }

    @Test
    void aWrongPassword() throws IOException {
        SecretRef wrong = SecretRef.file(
                Files.writeString(folder.resolve("wrong"), "not-the-password").toString());

        assertRefused("login-refused", source.instance().withPassword(wrong), target.instance());
        assertRefused("login-refused", source.instance(), target.instance().withPassword(wrong));
    }

    @Test
    void aClosedPort() throws IOException {
        assertRefused("cannot-connect", atClosedPort(source.instance()), target.instance());
        assertRefused("cannot-connect", source.instance(), atClosedPort(target.instance()));
    }

    private static Instance atClosedPort(Instance instance) throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            HostPort closed = new HostPort("127.0.0.1", socket.getLocalPort());
            return new Instance(
                    instance.engine(),
                    List.of(closed),
                    instance.user(),
                    instance.password(),
                    instance.tls(),
                    instance.options());
        }
    }

    @Test
    void aServerThatIsDown() {
        target.kill();
        try {
            refusal("cannot-connect", () -> uprev().build().plan(request().build()));
        } finally {
            target.restart();
        }
    }

    @Test
    void aSecretThatIsNotThere() {
        Path absent = folder.resolve("absent");

        assertThat(refusal(
                        "secret-not-found",
                        () -> uprev().build()
                                .plan(request(
                                                source.instance().withPassword(SecretRef.file(absent.toString())),
                                                target.instance())
                                        .build())))
                .hasMessageContaining(absent.toString());
    }

    @Test
    void aTargetThatIsNotEmpty() {
        target.fill();
        SortedMap<String, String> before = target.contents();
        Uprev uprev = uprev().build();

        UpgradePlan plan = uprev.plan(request().build());

        assertThat(plan.blockers()).extracting(Finding::code).contains("target-not-empty");
        assertThat(refusal("plan-has-blockers", () -> uprev.execute(plan))).hasMessageContaining("target-not-empty");
        assertHolds("the target", target, before);
    }

    @Test
    void aTargetThatWasFilledSinceThePlanWasMade() {
        Uprev uprev = uprev().build();
        UpgradePlan plan = executable(uprev.plan(request().build()));
        target.fill();
        SortedMap<String, String> before = target.contents();

        UpgradeReport report = uprev.execute(plan);

        assertThat(report.outcome()).as(report.summary()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.error()).hasValueSatisfying(error -> assertThat(error).contains("fix:"));
        assertHolds("data that are not the upgrade's", target, before);
    }

    @Test
    void oneServerOnBothSides() {
        assertRefused("same-server", source.instance(), source.instance());
    }

    @Test
    void aDowngrade() {
        assertRefused("ineligible", target.instance(), source.instance());
    }
}
