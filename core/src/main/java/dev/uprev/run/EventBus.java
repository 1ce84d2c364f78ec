package dev.uprev.run;

import dev.uprev.event.UpgradeEvent;
import dev.uprev.event.UpgradeListener;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings events to the listeners, one at a time; a listener that throws does no harm. */
final class EventBus {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);

    private final List<UpgradeListener> listeners;

    EventBus(List<UpgradeListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    synchronized void send(UpgradeEvent event) {
        for (UpgradeListener listener : listeners) {
            try {
                listener.onEvent(event);
            } catch (RuntimeException | AssertionError e) {
                LOG.warn("A listener failed at {}; the upgrade goes on", event, e);
            }
        }
    }
}
