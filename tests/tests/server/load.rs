//! Many delegations at once: none is lost, none is done twice.

use std::time::Duration;

use crate::field::Field;

#[tokio::test(flavor = "multi_thread")]
async fn no_delegation_is_lost_or_doubled() {
    let field = Field::new(50).await;
    let sessions = field.delegate_all().await;
    field.settle(Duration::from_secs(120)).await;
    field.check(&sessions).await;
    field.end().await;
}
