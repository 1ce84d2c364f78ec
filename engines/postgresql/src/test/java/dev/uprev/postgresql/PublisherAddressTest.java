package dev.uprev.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeMethod;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.model.UpgradeTarget;
import dev.uprev.secret.Secret;
import dev.uprev.secret.SecretRef;
import org.junit.jupiter.api.Test;

/** Whatever is in a name or password, it stays one word of the connection string. */
class PublisherAddressTest {
    private static final Instance SOURCE = Instance.of(DatabaseEngine.POSTGRESQL, "db1:5433")
            .withUser("o'neil \\")
            .withPassword(SecretRef.env("ANY"));

    private static PublisherAddress address(boolean isBack) {
        UpgradeRequest request = UpgradeRequest.builder(
                        UpgradeMethod.REPLICATION,
                        SOURCE,
                        new UpgradeTarget.Existing(Instance.of(DatabaseEngine.POSTGRESQL, "db2:5432")))
                .option(PublisherAddress.OF_SOURCE, "host=10.0.0.5")
                .option(PublisherAddress.OF_TARGET, "PassWord =x")
                .build();
        return new PublisherAddress(request, isBack, SOURCE, reference -> Secret.of("it's\\ host=evil"));
    }

    @Test
    void valuesAreQuotedAndTheOptionComesLast() {
        assertThat(address(false).of("my shop"))
                .isEqualTo("host='db1' port='5433' dbname='my shop' sslmode='disable' connect_timeout='10'"
                        + " user='o\\'neil \\\\' password='it\\'s\\\\ host=evil' host=10.0.0.5");
    }

    @Test
    void aPasswordInTheOptionIsRefused() {
        assertThatThrownBy(() -> address(true).of("shop"))
                .isInstanceOfSatisfying(
                        UpgradeException.class, e -> assertThat(e.code()).isEqualTo("credentials-in-option"))
                .hasMessageNotContaining("=x");
    }
}
