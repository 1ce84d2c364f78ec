package dev.uprev.examples.programs;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.ServiceRef;
import dev.uprev.spi.ServiceController;
import dev.uprev.spi.ServiceStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Services on a platform of one's own, which is asked and told over HTTP. */
record PlatformServices(URI platform, HttpClient http) implements ServiceController {
    @Override
    public ServiceStatus status(ServiceRef service) {
        String[] counts = call("GET", service + "/copies", "").split(" ", 2); // wanted and running, as in "3 2"
        return new ServiceStatus(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
    }

    @Override
    public void scale(ServiceRef service, int copies) {
        call("PUT", service + "/copies", Integer.toString(copies));
    }

    @Override
    public void repoint(ServiceRef service, Instance instance) {
        call("PUT", service + "/database", instance.address().toString());
    }

    private String call(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(platform.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            throw UpgradeException.failed("platform-refused", "cannot " + method + " " + request.uri())
                    .seen(answer.statusCode())
                    .fix("look into the log of the platform");
        } catch (IOException | InterruptedException e) {
            throw UpgradeException.failed("platform-unreachable", "cannot reach the platform")
                    .seen(platform)
                    .cause(e)
                    .fix("see whether it is up, then resume the upgrade");
        }
    }
}
