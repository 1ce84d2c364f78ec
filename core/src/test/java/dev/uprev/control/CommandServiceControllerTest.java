package dev.uprev.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.control.CommandServiceController.Commands;
import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretRef;
import dev.uprev.spi.ServiceStatus;
import dev.uprev.tool.ToolRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands are real: small shell scripts that keep a service's count and address in files. */
class CommandServiceControllerTest {
    private static final ServiceRef SHOP = new ServiceRef("shop web");

    @TempDir
    private Path folder;

    private CommandServiceController controller(String status, String scale, String repoint) {
        return new CommandServiceController(
                new Commands(
                        List.of("sh", "-c", status, "status", "{service}"),
                        List.of("sh", "-c", scale, "scale", "{service}", "{count}"),
                        List.of("sh", "-c", repoint, "repoint", "{service}", "{host}:{port}", "{user}"),
                        Duration.ofSeconds(20)),
                ToolRunner.local(new Redactor()));
    }

    private CommandServiceController working() {
        return controller(
                "cat '" + folder + "'/\"$1\"",
                "echo $2 $2 > '" + folder + "'/\"$1\"",
                "echo $2 $3 $UPREV_PASSWORD_REFERENCE > '" + folder + "/address'");
    }

    @Test
    void scalesAndTellsTheCount() {
        working().scale(SHOP, 3);

        assertThat(working().status(SHOP)).isEqualTo(new ServiceStatus(3, 3));
    }

    @Test
    void oneNumberIsWantedAndRunning() {
        assertThat(controller("echo 2", "true", "true").status(SHOP)).isEqualTo(new ServiceStatus(2, 2));
    }

    @Test
    void repointsWithTheReferenceOfThePasswordOnly() throws Exception {
        Instance target = Instance.of(DatabaseEngine.POSTGRESQL, "db2:5433")
                .withUser("shop")
                .withPassword(SecretRef.env("SHOP_PASSWORD"));

        working().repoint(SHOP, target);

        assertThat(Files.readString(folder.resolve("address"))).isEqualTo("db2:5433 shop env:SHOP_PASSWORD\n");
    }

    @Test
    void aServiceNameIsOneArgumentWhateverIsInIt() {
        ServiceRef evil = new ServiceRef("a; touch '" + folder.resolve("harm") + "'");

        controller("echo 1", "true", "true").scale(evil, 0);

        assertThat(folder.resolve("harm")).doesNotExist();
    }

    @Test
    void aCommandThatFailsIsReportedInItsOwnWords() {
        assertThatThrownBy(() -> controller("echo no such service >&2; exit 3", "true", "true")
                        .status(SHOP))
                .isInstanceOf(UpgradeException.class)
                .hasMessageContaining("no such service")
                .hasMessageContaining("fix:");
    }

    @Test
    void aStatusThatIsNoNumberIsShown() {
        assertThatThrownBy(() -> controller("echo running", "true", "true").status(SHOP))
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("service-status-unreadable"))
                .hasMessageContaining("\"running\"");
    }

    @Test
    void anUnknownPlaceholderIsNamed() {
        CommandServiceController controller = new CommandServiceController(
                new Commands(List.of("echo", "{nmae}"), List.of("true"), List.of("true"), Duration.ofSeconds(5)),
                ToolRunner.local(new Redactor()));

        assertThatThrownBy(() -> controller.status(SHOP)).hasMessageContaining("{nmae}");
    }
}
