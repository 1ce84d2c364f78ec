package dev.uprev.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Finds the fields of a mapping. */
final class Fields {
    /** Takes a field. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Looks at a field, and may change it.
         *
         * @param path for people: names joined by dots, or the name of a dynamic template
         */
        void visit(String path, ObjectNode field);
    }

    private Fields() {}

    /** Visits each field, the objects before what is in them, multi-fields too, and what dynamic templates give. */
    static void visit(ObjectNode mapping, Visitor visitor) {
        below("", mapping, visitor);
        for (JsonNode template : mapping.path("dynamic_templates")) {
            template.properties().forEach(each -> {
                if (each.getValue().path("mapping") instanceof ObjectNode field) {
                    String path = "dynamic template " + each.getKey();
                    visitor.visit(path, field);
                    below(path + ".", field, visitor);
                }
            });
        }
    }

    private static void below(String path, ObjectNode parent, Visitor visitor) {
        for (String kind : new String[] {"properties", "fields"}) {
            parent.path(kind).properties().forEach(each -> {
                if (each.getValue() instanceof ObjectNode field) {
                    visitor.visit(path + each.getKey(), field);
                    below(path + each.getKey() + ".", field, visitor);
                }
            });
        }
    }
}
