package dev.uprev.internal;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Two looks at the same time, mostly one at each server: both wait for answers more than they work.
 *
 * @param first what the one gave
 * @param second what the other gave
 */
record SideBySide<A, B>(A first, B second) {

    /** Returns when both have ended. Where both fail, the failure of the first is thrown, with the other in it. */
    static <A, B> SideBySide<A, B> of(Supplier<A> first, Supplier<B> second) {
        FutureTask<B> other = new FutureTask<>(second::get);
        new Thread(other, "uprev-look").start();
        A result;
        try {
            result = first.get();
        } catch (RuntimeException | Error e) {
            try {
                await(other);
            } catch (RuntimeException | Error alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
        return new SideBySide<>(result, await(other));
    }

    private static <T> T await(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
