package dev.uprev.internal;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Phase;
import dev.uprev.model.ServiceRef;
import dev.uprev.model.ServiceSettings;
import dev.uprev.plan.Effect;
import dev.uprev.plan.PlanContext;
import dev.uprev.plan.Step;
import dev.uprev.plan.StepContext;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The handling of the applications, the same for every engine: down to zero, to the new address, back up. */
final class ServiceSteps {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** So that a later attempt counts anew. */
    private static final String FORGOTTEN = "";

    private final ServiceController controller;
    /** Whether the services go from the target to the source. */
    private final boolean back;

    ServiceSteps(ServiceController controller) {
        this(controller, false);
    }

    private ServiceSteps(ServiceController controller, boolean back) {
        this.controller = controller;
        this.back = back;
    }

    /** The same in the other direction, from the target to the source. */
    ServiceSteps back() {
        return new ServiceSteps(controller, true);
    }

    List<Step> quiesce(PlanContext context) {
        ServiceSettings settings = context.request().services();
        if (settings.services().isEmpty() || !settings.quiesce()) {
            return List.of();
        }
        return List.of(Step.builder(id("scale-services-to-zero"), Phase.QUIESCE, "scale the services to zero")
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview(lines(settings, "to 0 copies"))
                .undo(this::scaleBack)
                .action(this::scaleToZero));
    }

    List<Step> cutover(PlanContext context) {
        ServiceSettings settings = context.request().services();
        if (settings.services().isEmpty()) {
            return List.of();
        }
        String side = back ? "source" : "target";
        return List.of(Step.builder(id("repoint-services"), Phase.CUTOVER, "update the services to use the " + side)
                .effect(Effect.INTERRUPTS_SERVICE)
                .preview(lines(settings, "to the " + side))
                .undo(run -> repoint(run, back ? run.target() : run.source()))
                .action(run -> repoint(run, back ? run.source() : run.target())));
    }

    List<Step> resume(PlanContext context) {
        ServiceSettings settings = context.request().services();
        if (settings.services().isEmpty() || !settings.quiesce()) {
            return List.of();
        }
        return List.of(
                Step.builder(id("scale-services-back"), Phase.RESUME, "scale the services back to their former counts")
                        .effect(Effect.INTERRUPTS_SERVICE)
                        .preview(lines(settings, "to its former count"))
                        .undo(this::scaleToZero)
                        .action(this::scaleBack));
    }

    private String id(String id) {
        return back ? "rollback-" + id : id;
    }

    /** All former counts are kept before the first service is touched. */
    private void scaleToZero(StepContext run) throws InterruptedException {
        List<ServiceRef> services = services(run);
        for (ServiceRef service : services) {
            if (formerCount(run, service).isEmpty()) {
                run.remember(
                        countOf(service),
                        Integer.toString(controller.status(service).wanted()));
            }
        }
        for (ServiceRef service : services) {
            controller.scale(service, 0);
        }
        for (ServiceRef service : services) {
            await(run, service, 0);
        }
    }

    private void scaleBack(StepContext run) throws InterruptedException {
        List<ServiceRef> services = new ArrayList<>(services(run));
        Collections.reverse(services);
        // One whose count is not kept was never scaled to zero, or is back already.
        services.removeIf(service -> formerCount(run, service).isEmpty());
        for (ServiceRef service : services) {
            controller.scale(service, formerCount(run, service).orElseThrow());
        }
        for (ServiceRef service : services) {
            await(run, service, formerCount(run, service).orElseThrow());
        }
        for (ServiceRef service : services) {
            run.remember(countOf(service), FORGOTTEN);
        }
    }

    private void repoint(StepContext run, Instance instance) {
        services(run).forEach(service -> controller.repoint(service, instance));
    }

    private void await(StepContext run, ServiceRef service, int copies) throws InterruptedException {
        Instant deadline =
                run.clock().instant().plus(run.plan().request().services().deadline());
        ServiceStatus status = controller.status(service);
        while (!status.isSettledAt(copies)) {
            if (run.clock().instant().isAfter(deadline)) {
                throw UpgradeException.failed(
                                "service-deadline",
                                "service " + service + " did not reach " + copies + " copies in time")
                        .seen(status)
                        .why("the deadline is "
                                + run.plan().request().services().deadline())
                        .fix("look why the service does not start or stop, or allow a longer deadline");
            }
            run.pause(BETWEEN_LOOKS);
            status = controller.status(service);
        }
    }

    private static List<ServiceRef> services(StepContext run) {
        return run.plan().request().services().services();
    }

    private static Optional<Integer> formerCount(StepContext run, ServiceRef service) {
        return run.recall(countOf(service))
                .filter(count -> !count.equals(FORGOTTEN))
                .map(Integer::parseInt);
    }

    private static String countOf(ServiceRef service) {
        return "count of " + service;
    }

    private static String[] lines(ServiceSettings settings, String what) {
        return settings.services().stream().map(service -> service + " " + what).toArray(String[]::new);
    }
}
