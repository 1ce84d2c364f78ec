package dev.uprev.testkit.memory;

import dev.uprev.model.Instance;
import dev.uprev.model.UpgradeRequest;
import dev.uprev.plan.InstanceFacts;
import dev.uprev.spi.InspectionContext;
import dev.uprev.spi.InstanceInspector;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Which collections there are is what a plan depends on; how much is in them is not. */
final class MemoryInspector implements InstanceInspector {
    static final String COLLECTIONS = "collections";
    private static final String RECORDS = "records";

    @Override
    public InstanceFacts inspect(Instance instance, UpgradeRequest request, InspectionContext access) {
        MemorySession session = MemorySession.open(instance, access.secrets());
        SortedSet<String> names = session.store().names();
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put(COLLECTIONS, String.join(",", names));
        long records = 0;
        long bytes = 0;
        for (String name : names) {
            for (String record : session.store().records(name)) {
                records++;
                bytes += record.length();
            }
        }
        SortedMap<String, Long> measures = new TreeMap<>();
        measures.put(RECORDS, records);
        measures.put(InstanceFacts.BYTES, bytes);
        return new InstanceFacts("Memory", session.version(), session.identity(), attributes, measures);
    }

    /** How many records there were. */
    static long records(InstanceFacts facts) {
        return facts.measures().getOrDefault(RECORDS, 0L);
    }
}
