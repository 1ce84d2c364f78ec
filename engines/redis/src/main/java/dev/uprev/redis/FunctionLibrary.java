package dev.uprev.redis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A library of functions that a server keeps, since 7.0.
 *
 * @param code what FUNCTION LOAD takes, any bytes
 * @see <a href="https://redis.io/docs/latest/develop/programmability/functions-intro/">Redis functions</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its content below
record FunctionLibrary(String name, String engine, byte[] code) {
    /**
     * Those of a server; none where it is too old to have any.
     *
     * @throws dev.uprev.error.UpgradeException {@code privilege-missing}
     */
    static List<FunctionLibrary> of(RespConnection server) throws IOException {
        Reply reply = server.call("FUNCTION", "LIST", "WITHCODE");
        List<FunctionLibrary> libraries = new ArrayList<>();
        if (reply instanceof Reply.Failure failure && failure.isUnknownCommand()) {
            return libraries;
        }
        for (Reply library : RedisErrors.require("FUNCTION", reply).list()) {
            Map<String, Reply> fields = library.named();
            if (fields.get("library_code") instanceof Reply.Text code) {
                libraries.add(new FunctionLibrary(
                        String.valueOf(fields.get("library_name")),
                        String.valueOf(fields.get("engine")),
                        code.bytes()));
            }
        }
        return libraries;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FunctionLibrary library
                && name.equals(library.name)
                && engine.equalsIgnoreCase(library.engine)
                && Arrays.equals(code, library.code);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "library " + name + " of " + engine + ", " + code.length + " bytes";
    }
}
