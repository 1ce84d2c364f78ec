package dev.uprev.spi;

import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;

/**
 * The platform that runs the applications. Every call may come again after a crash and must then do no harm. The
 * executor asks, polls {@link #status} until the deadline, and keeps the former counts in the journal. Thread-safe.
 */
public interface ServiceController {
    /**
     * How many copies of a service there are.
     *
     * @throws dev.uprev.error.UpgradeException {@code service-unknown} or another code
     */
    ServiceStatus status(ServiceRef service);

    /** Asks for that many copies; need not wait for them. */
    void scale(ServiceRef service, int copies);

    /** Makes the service use that instance from its next start on. */
    void repoint(ServiceRef service, Instance instance);

    /** No services at all: each call is refused. */
    static ServiceController none() {
        return NoServices.INSTANCE;
    }
}
