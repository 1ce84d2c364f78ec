package dev.uprev.testkit.memory;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.HostPort;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Services that are only a count and an address, and a record of all that was asked of them. Thread-safe. */
public final class MemoryServices implements ServiceController {
    private final Map<ServiceRef, Integer> copies = new HashMap<>();
    private final Map<ServiceRef, HostPort> addresses = new HashMap<>();
    private final List<String> calls = new ArrayList<>();

    /** Adds a service with that many copies, which uses that server. */
    public synchronized MemoryServices with(String service, int count, MemoryServer server) {
        copies.put(new ServiceRef(service), count);
        addresses.put(new ServiceRef(service), server.instance().address());
        return this;
    }

    @Override
    public synchronized ServiceStatus status(ServiceRef service) {
        int count = Optional.ofNullable(copies.get(service))
                .orElseThrow(() -> UpgradeException.failed("service-unknown", "there is no such service")
                        .seen(service)
                        .why("known are " + copies.keySet())
                        .fix("name one of those"));
        return new ServiceStatus(count, count);
    }

    @Override
    public synchronized void scale(ServiceRef service, int count) {
        calls.add(service + " to " + count);
        copies.put(service, count);
    }

    @Override
    public synchronized void repoint(ServiceRef service, Instance instance) {
        calls.add(service + " at " + instance.address());
        addresses.put(service, instance.address());
    }

    /** How many copies there are. */
    public int copies(String service) {
        return status(new ServiceRef(service)).running();
    }

    /** The server that a service uses. */
    public synchronized HostPort address(String service) {
        return Optional.ofNullable(addresses.get(new ServiceRef(service))).orElseThrow();
    }

    /** What was asked, in order, as in {@code web to 0} and {@code web at db:5432}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }
}
