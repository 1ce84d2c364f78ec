package dev.uprev.testkit.contract;

import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;

/** Services of which one does not start when it is told to for the first time. */
final class StuckServices implements ServiceController {
    private final ServiceController services;
    private final ServiceRef lame;
    private int startsOfLame;

    StuckServices(ServiceController services, ServiceRef lame) {
        this.services = services;
        this.lame = lame;
    }

    @Override
    public ServiceStatus status(ServiceRef service) {
        ServiceStatus status = services.status(service);
        boolean stuck = service.equals(lame) && startsOfLame == 1;
        return stuck ? new ServiceStatus(status.wanted(), 0) : status;
    }

    @Override
    public void scale(ServiceRef service, int copies) {
        if (service.equals(lame) && copies > 0) {
            startsOfLame++;
        }
        services.scale(service, copies);
    }

    @Override
    public void repoint(ServiceRef service, Instance instance) {
        services.repoint(service, instance);
    }
}
