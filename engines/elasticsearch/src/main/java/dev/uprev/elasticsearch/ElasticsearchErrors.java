package dev.uprev.elasticsearch;

import dev.uprev.error.UpgradeException;
import dev.uprev.model.Instance;
import dev.uprev.model.Side;
import dev.uprev.model.TlsSettings;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.http.ConnectionClosedException;
import org.apache.http.ParseException;
import org.apache.http.ProtocolException;

/** Errors of servers that answer, for users. */
final class ElasticsearchErrors {
    private ElasticsearchErrors() {}

    /**
     * What the first answer says of the server.
     *
     * @throws UpgradeException {@code login-refused}, {@code not-elasticsearch}
     */
    static Product requireProduct(String failed, Answer root) {
        if (root.status() == 401 || root.status() == 403) {
            throw UpgradeException.failed("login-refused", failed)
                    .seen(root.error())
                    .why("the server does not let this user in, or not with this password")
                    .fix("give user and password of a user who may read the cluster's state: \"elastic\", or one with"
                            + " the privilege \"monitor\"");
        }
        Product product = Product.of(root.body());
        if (!root.isSuccess() || product.version().equals(Product.UNKNOWN.version())) {
            throw UpgradeException.failed("not-elasticsearch", failed)
                    .seen(root.isSuccess() ? root.body().toString() : root.error())
                    .why("GET / does not tell a version: something else listens there, or the node is still starting")
                    .fix("check host and port; Elasticsearch takes HTTP at 9200 by default, not at 9300");
        }
        return product;
    }

    /** Of a server that takes the connection and does not answer in plain HTTP; absent for any other error. */
    static Optional<UpgradeException> noHttp(String failed, Instance instance, IOException error) {
        if (instance.tls().mode() != TlsSettings.Mode.DISABLED) {
            return Optional.empty();
        }
        String seen = "";
        for (Throwable cause = error; cause != null && seen.isEmpty(); cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            boolean closed = cause instanceof ConnectionClosedException || message.contains("Connection reset");
            boolean other = cause instanceof ParseException || cause instanceof ProtocolException;
            seen = closed || other ? message.strip() : "";
        }
        return seen.isEmpty()
                ? Optional.empty()
                : Optional.of(UpgradeException.failed("not-elasticsearch", failed)
                        .seen(seen)
                        .why("the server there does not answer in plain HTTP")
                        .cause(error)
                        .fix("give the instance TLS settings if the server wants TLS (https); else check host and port:"
                                + " Elasticsearch takes HTTP at 9200 by default, not at 9300"));
    }

    /**
     * What a server has refused.
     *
     * @return {@code privilege-missing}, {@code server-overloaded}, {@code disk-watermark}, {@code cluster-not-ready},
     *     {@code request-too-large}, {@code search-context-lost} or {@code request-refused}
     */
    static UpgradeException refused(Side side, Call call, Answer answer) {
        String failed = "the " + side + " refuses " + call;
        String error = answer.error();
        if (answer.status() == 401 || (answer.status() == 403 && error.contains("security_exception"))) {
            return UpgradeException.failed("privilege-missing", failed)
                    .seen(error)
                    .why("the user may not do that")
                    .fix("give the user a role with what the message names, or take another user");
        }
        if ((answer.status() == 429 && error.contains("cluster_block_exception"))
                || error.toLowerCase(Locale.ROOT).contains("flood-stage")) {
            return UpgradeException.failed("disk-watermark", failed)
                    .seen(error)
                    .why("a node of it is short of disk space")
                    .fix("make room, then resume");
        }
        if (answer.status() == 429) {
            return UpgradeException.failed("server-overloaded", failed)
                    .seen(error)
                    .why("its queues or its memory are full")
                    .fix("resume with fewer jobs, or when it has less to do");
        }
        if (answer.status() == 503) {
            return UpgradeException.failed("cluster-not-ready", failed)
                    .seen(error)
                    .why("it has no elected master, or shards of the index are not there")
                    .fix("see GET /_cluster/health, then resume");
        }
        if (answer.status() == 413) {
            return UpgradeException.failed("request-too-large", failed)
                    .seen(error)
                    .why("the server, or a proxy before it, does not take requests of that size")
                    .fix("raise http.max_content_length of its nodes, or the limit of the proxy, then resume");
        }
        if (error.contains("search_context_missing_exception")) {
            return UpgradeException.failed("search-context-lost", failed)
                    .seen(error)
                    .why("the node that kept the state of the search was started anew, or has waited for too long")
                    .fix("resume");
        }
        return UpgradeException.failed("request-refused", failed)
                .seen(error)
                .why("see the server's own words")
                .fix("mend what they name, then resume");
    }
}
