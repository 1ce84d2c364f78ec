package dev.uprev.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** An application that uses the database, by the name its platform knows it by. */
public record ServiceRef(@JsonValue String name) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ServiceRef {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a service needs a name");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
