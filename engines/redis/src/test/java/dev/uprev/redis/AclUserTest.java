package dev.uprev.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uprev.model.DatabaseEngine;
import dev.uprev.model.Instance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of ACL LIST as the releases write them. */
class AclUserTest {
    private static final String HASH = "#" + "30c952fab122c3f9759f02a6d95c3758b246b4fee239957b2d4fee46e26170c4";

    /** The same user in the words of 6.0, 6.2, 7.0 and Valkey 8. */
    @ParameterizedTest
    @CsvSource({
        "user app on HASH ~a:* -@all +@read -get",
        "user app on HASH ~a:* &* -@all +@read -get",
        "user app on HASH ~a:* &* -@all +@READ -get",
        "user app on sanitize-payload HASH ~a:* resetchannels &* -@all +@read -get"
    })
    void releasesUseOtherWords(String line) {
        AclUser user = AclUser.parse(line.replace("HASH", HASH));
        assertThat(user.name()).isEqualTo("app");
        assertThat(user.flags()).containsExactly("on");
        assertThat(user.hashes()).containsExactly(HASH);
        assertThat(user.keys()).containsExactly("~a:*");
        assertThat(user.channels()).containsExactly("&*");
        assertThat(user.commands()).containsExactly("-@all", "+@read", "-get");
        assertThat(user.selectors()).isEmpty();
        assertThat(user).asString().contains("app").doesNotContain(HASH);
    }

    @Test
    void usersOf60MayUseAllChannels() {
        AclUser user = AclUser.parse("user app on ~a:* -@all +get");
        assertThat(user.words(true)).containsExactly("reset", "resetchannels", "on", "~a:*", "-@all", "+get", "&*");
        assertThat(user.words(false)).containsExactly("reset", "on", "~a:*", "-@all", "+get");
    }

    @Test
    void usersOf70HaveOnlyTheChannelsThatAreNamed() {
        AclUser user = AclUser.parse("user app on ~a:* resetchannels -@all +get");
        assertThat(user.words(true)).doesNotContain("&*");
        assertThat(user.channels()).isEmpty();
    }

    @Test
    void selectorsAreNotMixedWithWhatIsBeforeThem() {
        AclUser user = AclUser.parse(
                "user s off resetchannels &c* %R~in -@all +client|list (~a* ~b resetchannels -@all +get) (&x +set)");
        assertThat(user.keys()).containsExactly("%R~in");
        assertThat(user.channels()).containsExactly("&c*");
        assertThat(user.commands()).containsExactly("-@all", "+client|list");
        assertThat(user.selectors()).containsExactly("(~a*", "~b", "-@all", "+get)", "(&x", "+set)");
        assertThat(AclUser.parse(user.line())).isEqualTo(user);
    }

    @Test
    void orderOfCommandsMatters() {
        assertThat(AclUser.parse("user a on +@all -get").commands())
                .isNotEqualTo(AclUser.parse("user a on -get +@all").commands());
        assertThatThrownBy(() -> AclUser.parse("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void usersToBeMadeAreThoseThatAreNotThere() {
        List<AclUser> source = List.of(
                AclUser.parse("user default on nopass ~* +@all"),
                AclUser.parse("user app on +get"),
                AclUser.parse("user uprev on +@all"),
                AclUser.parse("user new on +get"));
        List<AclUser> target = List.of(AclUser.parse("user app off"));
        assertThat(AclTransfer.wanted(
                        source,
                        target,
                        Instance.of(DatabaseEngine.REDIS, "db:6379").withUser("uprev")))
                .extracting(AclUser::name)
                .containsExactly("new");
    }

    @Test
    void theOrderOfRulesMattersOnlyWhereItDoes() {
        assertThat(AclUser.parse("user a on -@all +@read +set -get").commands())
                .isEqualTo(AclUser.parse("user a on -@all +@read -get +set").commands());
        assertThat(AclUser.parse("user a on +@all -get").commands())
                .isNotEqualTo(AclUser.parse("user a on -get +@all").commands());
        assertThat(AclUser.parse("user a on -@all -config +config|get").commands())
                .isNotEqualTo(
                        AclUser.parse("user a on -@all +config|get -config").commands());
    }
}
