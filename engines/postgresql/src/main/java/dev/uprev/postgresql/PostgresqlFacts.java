package dev.uprev.postgresql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uprev.json.Json;
import dev.uprev.plan.InstanceFacts;
import java.util.List;

/**
 * The attributes and measures of {@link InstanceFacts} that this engine knows.
 *
 * @param facts the facts
 */
record PostgresqlFacts(InstanceFacts facts) {
    /** Attribute: names of the chosen databases, a JSON list. */
    static final String DATABASES = "databases";

    /** Attribute, followed by the name of a database: {@link DatabaseFacts} as JSON. */
    static final String DATABASE = "database ";

    /** Attribute: names of the roles, without predefined ones, a JSON list. */
    static final String ROLES = "roles";

    /** Attribute: changes when a role, a membership or a setting of a role or database does. */
    static final String ROLES_FINGERPRINT = "roles-fingerprint";

    /**
     * Attribute: parameters that {@code ALTER ROLE} or {@code ALTER DATABASE} set, a JSON list of {@code name=value}.
     * Those of users and extensions, with a dot in their name, have no value here: it may be a secret.
     */
    static final String SETTINGS = "settings";

    /** Attribute: names of the tablespaces that users have made, a JSON list. */
    static final String TABLESPACES = "tablespaces";

    static final String USER = "user";
    static final String SUPERUSER = "superuser";
    static final String STANDBY = "standby";
    static final String INTEGER_DATETIMES = "integer-datetimes";

    /** Measure: bytes of tables with what is stored apart, without indexes. */
    static final String TABLE_BYTES = "table-bytes";

    /** Measure: how many tables. */
    static final String TABLES = "tables";

    /** Measure: how many rows the server believes to have; 0 where it was never analyzed. */
    static final String ROWS = "rows";

    static final String INDEXES = "indexes";
    static final String LARGE_OBJECTS = "large-objects";

    /** The chosen databases. */
    List<DatabaseFacts> databases() {
        return list(DATABASES).stream().map(this::database).toList();
    }

    DatabaseFacts database(String name) {
        return Json.read(facts.attributes().getOrDefault(DATABASE + name, "null"), DatabaseFacts.class);
    }

    List<String> roles() {
        return list(ROLES);
    }

    List<String> settings() {
        return list(SETTINGS);
    }

    List<String> tablespaces() {
        return list(TABLESPACES);
    }

    boolean isSuperuser() {
        return isOn(SUPERUSER);
    }

    boolean isStandby() {
        return isOn(STANDBY);
    }

    /** False for servers before 10 that store times as floating-point numbers. */
    boolean hasIntegerDatetimes() {
        return isOn(INTEGER_DATETIMES);
    }

    private boolean isOn(String attribute) {
        return "on".equals(facts.attributes().get(attribute));
    }

    private List<String> list(String attribute) {
        try {
            return Json.mapper()
                    .readValue(facts.attributes().getOrDefault(attribute, "[]"), new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("attribute " + attribute + " is no list", e);
        }
    }
}
