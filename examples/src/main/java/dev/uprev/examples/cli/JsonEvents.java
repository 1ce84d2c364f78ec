package dev.uprev.examples.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeListener;
import dev.uprev.json.Json;
import java.io.PrintWriter;

/** Events as lines of JSON for programs; {@code event} is the name of the record. */
final class JsonEvents implements UpgradeListener {
    private final PrintWriter out;

    JsonEvents(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onEvent(UpgradeEvent event) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("event", event.getClass().getSimpleName());
        json.setAll((ObjectNode) Json.mapper().valueToTree(event));
        out.println(json);
        out.flush();
    }
}
