//! `/metrics` (OpenMetrics text, which Prometheus reads) and `/healthz`, where the configuration asks for them.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use anyhow::Context;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use tokio::net::{TcpListener, UnixListener};
use tokio::task::{JoinSet, spawn_blocking};
use tracing::info;

use super::control::Desk;
use crate::config::metrics::{Listen, Settings};
use crate::status::Status;

/// Serves as `settings` say; dropping what is returned ends it. Fails where that place cannot be had.
pub(super) async fn open(desk: &Arc<Desk>, settings: Option<&Settings>) -> anyhow::Result<JoinSet<std::io::Result<()>>> {
    let mut serving = JoinSet::new();
    let Some(Settings { listen }) = settings else { return Ok(serving) };
    let app = Router::new().route("/metrics", get(metrics)).route("/healthz", get(healthz)).with_state(desk.clone());
    match listen {
        Listen::Address(address) => {
            let listener = TcpListener::bind(address).await.with_context(|| format!("metrics.listen: cannot listen on {address}"))?;
            info!("metrics on http://{}/metrics", listener.local_addr()?);
            serving.spawn(async move { axum::serve(listener, app).await });
        }
        Listen::Socket(path) => {
            // Left by an earlier run; anything else that is there stays, and the bind fails.
            if fs::symlink_metadata(path).is_ok_and(|found| std::os::unix::fs::FileTypeExt::is_socket(&found.file_type())) {
                let _ = fs::remove_file(path);
            }
            let listener = UnixListener::bind(path).with_context(|| format!("metrics.listen: cannot listen on {}", path.display()))?;
            info!("metrics on the socket {}", path.display());
            serving.spawn(async move { axum::serve(listener, app).await });
        }
    }
    Ok(serving)
}

/// 200 and `ok` while the loop turns, the database answers and what is found can be kept; else 503 with the reason.
async fn healthz(State(desk): State<Arc<Desk>>) -> Response {
    match desk.live.facts().complaint() {
        None => "ok\n".into_response(),
        Some(complaint) => (StatusCode::SERVICE_UNAVAILABLE, format!("{complaint}\n")).into_response(),
    }
}

async fn metrics(State(desk): State<Arc<Desk>>) -> Response {
    let told = spawn_blocking(move || anyhow::Ok(text(&desk.status()?, desk.live.facts().complaint().is_none())?)).await;
    match told {
        Ok(Ok(text)) => ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response(),
        Ok(Err(error)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}\n")).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

type ByLabel = Family<Vec<(String, String)>, Gauge<f64, AtomicU64>>;

/// The status as gauges.
fn text(status: &Status, well: bool) -> Result<String, std::fmt::Error> {
    let mut registry = Registry::with_prefix("rosterwatch");
    let states = ByLabel::default();
    registry.register("sources", "Sources by state", states.clone());
    for (state, count) in status.states() {
        states.get_or_create(&vec![("state".into(), state.into())]).set(count as f64);
    }
    let (failures, success) = (ByLabel::default(), ByLabel::default());
    registry.register("source_failures", "Failures in a row", failures.clone());
    registry.register("source_last_success_seconds", "Moment of the last answer in Unix time", success.clone());
    for source in &status.sources {
        let label = vec![("source".to_string(), source.name.clone())];
        failures.get_or_create(&label).set(source.failures.into());
        if let Some(at) = source.last_success {
            success.get_or_create(&label).set(at.as_second() as f64);
        }
    }
    let mails = &status.mails;
    let mut gauges = vec![
        ("up", "1 while the loop turns, the database answers and what is found can be kept", f64::from(u8::from(well))),
        ("mails_waiting", "Mails that are made and not handed over yet", mails.waiting.into()),
        ("mails_sent", "Mails that were handed over and are kept", mails.sent.into()),
        ("mails_dead", "Mails that were refused for good or given up", mails.dead.into()),
        ("changes_owed", "Changes that are owed to somebody and are in no mail yet", mails.changes_owed.into()),
    ];
    if let Some(running) = &status.running {
        gauges.push(("start_time_seconds", "Moment of the start in Unix time", running.since.as_second() as f64));
        gauges.push((
            "configuration_refused",
            "1 while a newer configuration is not followed",
            f64::from(u8::from(running.refused.is_some())),
        ));
    }
    if let Some(x) = status.x {
        gauges.push(("x_posts_today", "Posts that X has given and billed today (UTC)", x.posts_today as f64));
        gauges.push(("x_posts_this_month", "Posts that X has given and billed this month (UTC)", x.posts_this_month as f64));
    }
    if let Some(database) = &status.database {
        gauges.push(("database_bytes", "Size of the database", database.bytes as f64));
        gauges.push(("articles", "Articles that are kept", database.articles as f64));
    }
    for (name, help, value) in gauges {
        let gauge = Gauge::<f64, AtomicU64>::default();
        gauge.set(value);
        registry.register(name, help, gauge);
    }
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}
