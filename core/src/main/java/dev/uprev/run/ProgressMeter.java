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
    private static final long SETTLING_MILLIS = 2_000;
    private static final double FADING_SECONDS = 15;

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
    private Instant toldAt;
    private double rate;

    ProgressMeter(EventBus events, InstantSource clock, String planId, String step) {
        this.events = events;
        this.clock = clock;
        this.planId = planId;
        this.step = step;
        this.began = clock.instant();
        this.toldAt = began;
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
        rate = rate(sum - told, Duration.between(toldAt, now).toMillis() / 1e3);
        told = sum;
        toldAt = now;
        long rest = Math.max(0, total - sum);
        Optional<Duration> remaining =
                total > 0 && rate > 0 && Duration.between(began, now).toMillis() > SETTLING_MILLIS
                        ? Optional.of(Duration.ofMillis((long) (rest / rate * 1e3)))
                        : Optional.empty();
        events.send(new StepProgressed(now, planId, step, item, sum, Math.max(total, 0), unit, rate, remaining));
    }

    /** Half of what it is now fades out in about ten seconds, so that a pause shows and a single look does not jump. */
    private double rate(long amount, double seconds) {
        if (seconds <= 0) {
            return rate;
        }
        double now = amount / seconds;
        double weight = rate == 0 ? 1 : 1 - Math.exp(-seconds / FADING_SECONDS);
        return rate + weight * (now - rate);
    }
}
