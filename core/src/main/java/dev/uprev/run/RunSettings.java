package dev.uprev.run;

import dev.uprev.event.UpgradeListener;
import dev.uprev.secret.Redactor;
import dev.uprev.secret.SecretResolver;
import dev.uprev.tool.ToolRunner;
import java.time.InstantSource;
import java.util.List;

/**
 * What the executor works with.
 *
 * @param listeners hear what happens
 * @param approval decides about steps that cannot be undone
 * @param onFailure what happens when a step fails
 * @param secrets resolves references when a step runs
 * @param redactor covers secrets in every text that leaves a step
 * @param tools runs the vendors' programs
 * @param clock the time
 */
public record RunSettings(
        List<UpgradeListener> listeners,
        Approval approval,
        FailurePolicy onFailure,
        SecretResolver secrets,
        Redactor redactor,
        ToolRunner tools,
        InstantSource clock) {
    public RunSettings {
        listeners = List.copyOf(listeners);
    }
}
