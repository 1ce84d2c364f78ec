package dev.uprev.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import org.junit.jupiter.api.Test;

/** A look at a server changes nothing and says the same each time. */
public abstract class InspectorContract extends ServersContract {
    private InstanceFacts inspect(ServerUnderTest server) {
        return engine.provider()
                .inspector()
                .inspect(server.instance(), request().build(), bareAccess());
    }

    @Test
    void readsOnly() {
        inspect(source);
        inspect(target);

        assertSourceUntouched();
        assertTargetEmpty();
    }

    @Test
    void saysTheSameTwice() {
        InstanceFacts first = inspect(source);
        InstanceFacts second = inspect(source);

        assertThat(second.product()).isEqualTo(first.product());
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(second.identity()).isEqualTo(first.identity());
        assertThat(second.attributes()).isEqualTo(first.attributes());
    }

    @Test
    void knowsAServerAgainAfterACrash() {
        InstanceFacts before = inspect(source);

        source.kill();
        source.restart();

        assertThat(inspect(source).identity()).isEqualTo(before.identity());
        assertThat(inspect(source).attributes()).isEqualTo(before.attributes());
    }

    @Test
    void tellsServersApart() {
        InstanceFacts older = inspect(source);
        InstanceFacts newer = inspect(target);

        assertThat(older.identity()).isNotBlank().isNotEqualTo(newer.identity());
        assertThat(older.version()).isLessThan(newer.version());
    }

    @Test
    void tellsTheSize() {
        assertThat(inspect(source).bytes()).isPositive();
    }

    @Test
    void itsFactsCanBeKeptInAJournal() {
        InstanceFacts facts = inspect(source);

        assertThat(Json.read(Json.write(facts), InstanceFacts.class)).isEqualTo(facts);
    }
}
