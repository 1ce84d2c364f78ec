package dev.uprev.spi;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;

enum NoServices implements ServiceController {
    INSTANCE;

    @Override
    public ServiceStatus status(ServiceRef service) {
        throw refusal(service);
    }

    @Override
    public void scale(ServiceRef service, int copies) {
        throw refusal(service);
    }

    @Override
    public void repoint(ServiceRef service, Instance instance) {
        throw refusal(service);
    }

    private static UpgradeException refusal(ServiceRef service) {
        return UpgradeException.failed("service-unknown", "cannot handle the service")
                .seen(service)
                .why("there is no service controller")
                .fix("give one to Uprev.builder().services(...), or name no services in the request");
    }
}
