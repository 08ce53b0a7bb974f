//! What a widget around another leaves to its content: the field `content`, its only child.

/// Methods of `Widget` as the content has them: `keeps` for what is kept between frames, the others by their names.
macro_rules! content_does {
    ($($method:ident $(($state:ty))?),+ $(,)?) => {
        $(content_does!(@ $method $($state)?);)+
    };
    (@ keeps $state:ty) => {
        fn tag(&self) -> tree::Tag {
            tree::Tag::of::<$state>()
        }

        fn state(&self) -> tree::State {
            tree::State::new(<$state>::default())
        }

        fn children(&self) -> Vec<Tree> {
            vec![Tree::new(&self.content)]
        }

        fn diff(&self, tree: &mut Tree) {
            tree.diff_children(std::slice::from_ref(&self.content));
        }
    };
    (@ size) => {
        fn size(&self) -> Size<Length> {
            self.content.as_widget().size()
        }
    };
    (@ layout) => {
        fn layout(
            &mut self,
            tree: &mut Tree,
            renderer: &iced::Renderer,
            limits: &layout::Limits,
        ) -> layout::Node {
            self.content.as_widget_mut().layout(&mut tree.children[0], renderer, limits)
        }
    };
    (@ operate) => {
        fn operate(
            &mut self,
            tree: &mut Tree,
            layout: Layout<'_>,
            renderer: &iced::Renderer,
            operation: &mut dyn Operation,
        ) {
            let content = self.content.as_widget_mut();
            content.operate(&mut tree.children[0], layout, renderer, operation);
        }
    };
    (@ draw) => {
        fn draw(
            &self,
            tree: &Tree,
            renderer: &mut iced::Renderer,
            theme: &Theme,
            style: &renderer::Style,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            viewport: &Rectangle,
        ) {
            let content = self.content.as_widget();
            content.draw(&tree.children[0], renderer, theme, style, layout, cursor, viewport);
        }
    };
    (@ mouse_interaction) => {
        fn mouse_interaction(
            &self,
            tree: &Tree,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            viewport: &Rectangle,
            renderer: &iced::Renderer,
        ) -> mouse::Interaction {
            let content = self.content.as_widget();

            content.mouse_interaction(&tree.children[0], layout, cursor, viewport, renderer)
        }
    };
    (@ overlay) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut Tree,
            layout: Layout<'b>,
            renderer: &iced::Renderer,
            viewport: &Rectangle,
            translation: Vector,
        ) -> Option<overlay::Element<'b, Message, Theme, iced::Renderer>> {
            let content = self.content.as_widget_mut();

            content.overlay(&mut tree.children[0], layout, renderer, viewport, translation)
        }
    };
}

pub(super) use content_does;
