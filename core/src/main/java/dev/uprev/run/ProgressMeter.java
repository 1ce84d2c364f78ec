package dev.uprev.run;

import dev.uprev.event.UpgradeEvent.StepProgressed;
import dev.uprev.plan.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a step tells and sends an event now and then. */
final class ProgressMeter implements Progress {
    private static final long EVENT_EVERY_MILLIS = 200;

    private final EventBus events;
    private final InstantSource clock;
    private final String planId;
    private final String step;
    private final LongAdder done = new LongAdder();
    private final AtomicLong nextEvent = new AtomicLong();
    private final Instant began;
    private volatile long total;
    private volatile String unit = "items";
    private long told;

    ProgressMeter(EventBus events, InstantSource clock, String planId, String step) {
        this.events = events;
        this.clock = clock;
        this.planId = planId;
        this.step = step;
        this.began = clock.instant();
    }

    @Override
    public void total(long amount, String unitOfAmount) {
        total = amount;
        unit = unitOfAmount;
    }

    @Override
    public void advance(String item, long amount) {
        done.add(amount);
        long now = clock.millis();
        long due = nextEvent.get();
        if (now >= due && nextEvent.compareAndSet(due, now + EVENT_EVERY_MILLIS)) {
            send(item, Instant.ofEpochMilli(now));
        }
    }

    /** Sends what was counted since the last event. */
    void finish() {
        if (done.sum() > 0) {
            send("", clock.instant());
        }
    }

    private synchronized void send(String item, Instant now) {
        long sum = Math.max(told, done.sum());
        told = sum;
        double seconds = Math.max(0.001, Duration.between(began, now).toMillis() / 1e3);
        double rate = sum / seconds;
        long rest = Math.max(0, total - sum);
        Optional<Duration> remaining =
                total > 0 && rate > 0 ? Optional.of(Duration.ofMillis((long) (rest / rate * 1e3))) : Optional.empty();
        events.send(new StepProgressed(now, planId, step, item, sum, Math.max(total, 0), unit, rate, remaining));
    }
}
