//! The window: building a frame of a long list.

use divan::Bencher;
use iced::widget::text;
use iced::{Element, Size};
use iced_test::futures::futures::executor::block_on;
use iced_test::runtime::user_interface::{Cache, UserInterface};
use kursliggaren::app::theme;
use kursliggaren::app::widget::list;

fn main() {
    divan::main();
}

fn view(state: &list::State, rows: usize) -> Element<'_, list::Message> {
    list::list(
        state,
        rows,
        |row| text(format!("Elin Öberg {row}, SA26A, Lugnetgymnasiet")).into(),
        |message| message,
    )
}

/// Building and laying out a frame of a list. Aim: at most 3 ms at 100 000 rows.
#[divan::bench(sample_count = 50, sample_size = 1, args = [2_000, 100_000])]
fn a_frame_of_a_list(bencher: Bencher, rows: usize) {
    use iced::advanced::renderer::Headless;

    let mut renderer = block_on(<iced::Renderer as Headless>::new(
        theme::REGULAR,
        theme::size::BODY.into(),
        Some("tiny-skia"),
    ))
    .unwrap();
    let mut state = list::State::new(theme::ROW_HEIGHT, 0.0);
    let mut cache = Some(Cache::default());
    let mut offset = 0.0;
    bencher.bench_local(|| {
        // Each frame is scrolled on, so that its rows are new.
        offset += 180.0;
        let _ = state.update(list::Message::Scrolled(offset, 800.0));
        let built = UserInterface::build(
            view(&state, rows),
            Size::new(1024.0, 800.0),
            cache.take().unwrap_or_default(),
            &mut renderer,
        );
        cache = Some(built.into_cache());
    });
}
