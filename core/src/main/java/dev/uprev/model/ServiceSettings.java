package dev.uprev.model;

import java.time.Duration;
import java.util.List;

/**
 * The applications that use the database and how they are treated.
 *
 * @param services the applications, in the order in which they are scaled down; scaled up in reverse
 * @param quiesce whether they are scaled to zero during the upgrade
 * @param deadline how long a service may take to reach the count it was told
 */
public record ServiceSettings(List<ServiceRef> services, boolean quiesce, Duration deadline) {
    /** No services; the caller sees to it that nothing is written to the source. */
    public static final ServiceSettings NONE = new ServiceSettings(List.of(), true, Duration.ofMinutes(5));

    public ServiceSettings {
        services = List.copyOf(services);
    }

    /** These services, scaled to zero, with five minutes for each change. */
    public static ServiceSettings of(ServiceRef... services) {
        return new ServiceSettings(List.of(services), true, NONE.deadline);
    }
}
